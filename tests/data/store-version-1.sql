PRAGMA application_id = 1735091820;
PRAGMA user_version = 1;
BEGIN TRANSACTION;
CREATE TABLE definitions (
    fingerprint TEXT NOT NULL PRIMARY KEY,
    workflow_id TEXT NOT NULL,
    workflow_version TEXT NOT NULL,
    shape TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "definitions" VALUES('2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0','summing','1','{"lines":[["input","f0765dbf409c74f001806c446f2cf171d8c46b5b15779d54423dde921a4b0670"],["read","step",["@input"],[],["f0765dbf409c74f001806c446f2cf171d8c46b5b15779d54423dde921a4b0670"],"0128ef9bd2206166dfd5663833068e0b35bbaa0b71fd9d1e0518523721a86902",false,false,false],["note","tap",["read"],["read"],["0128ef9bd2206166dfd5663833068e0b35bbaa0b71fd9d1e0518523721a86902"],"00404e686415370f1711c4d7acfa2905444d3cf23cef2e10c47d445ebe690f96",true,false,true],["add","step",["read"],["read"],["0128ef9bd2206166dfd5663833068e0b35bbaa0b71fd9d1e0518523721a86902"],"f0765dbf409c74f001806c446f2cf171d8c46b5b15779d54423dde921a4b0670",false,false,false],["halve","then_if",["add"],["add"],["f0765dbf409c74f001806c446f2cf171d8c46b5b15779d54423dde921a4b0670"],"f0765dbf409c74f001806c446f2cf171d8c46b5b15779d54423dde921a4b0670",false,false,false],["finish","step",["halve"],["halve"],["f0765dbf409c74f001806c446f2cf171d8c46b5b15779d54423dde921a4b0670"],"cddf8275afa15408533079581ad27f95be579f4eeafbb1fba9fb6f32a4a64387",false,false,false],["output","finish"]],"types":{"f0765dbf409c74f001806c446f2cf171d8c46b5b15779d54423dde921a4b0670": ["int", {}], "0128ef9bd2206166dfd5663833068e0b35bbaa0b71fd9d1e0518523721a86902": ["list[int]", {}], "00404e686415370f1711c4d7acfa2905444d3cf23cef2e10c47d445ebe690f96": ["str", {}], "cddf8275afa15408533079581ad27f95be579f4eeafbb1fba9fb6f32a4a64387": ["float", {}]}}');
INSERT INTO "definitions" VALUES('2fedfe00bb7c9fe42dad627508f8b2079a7e82f95ca9182710f42574cd05f7ea','changing','1','{"lines":[["input","f0765dbf409c74f001806c446f2cf171d8c46b5b15779d54423dde921a4b0670"],["read","step",["@input"],[],["f0765dbf409c74f001806c446f2cf171d8c46b5b15779d54423dde921a4b0670"],"0128ef9bd2206166dfd5663833068e0b35bbaa0b71fd9d1e0518523721a86902",false,false,false],["add","step",["read"],["read"],["0128ef9bd2206166dfd5663833068e0b35bbaa0b71fd9d1e0518523721a86902"],"f0765dbf409c74f001806c446f2cf171d8c46b5b15779d54423dde921a4b0670",false,false,false],["halve","step",["add"],["add"],["f0765dbf409c74f001806c446f2cf171d8c46b5b15779d54423dde921a4b0670"],"f0765dbf409c74f001806c446f2cf171d8c46b5b15779d54423dde921a4b0670",false,false,false],["end","step",["halve"],["halve"],["f0765dbf409c74f001806c446f2cf171d8c46b5b15779d54423dde921a4b0670"],"cddf8275afa15408533079581ad27f95be579f4eeafbb1fba9fb6f32a4a64387",false,false,false],["output","end"]],"types":{"f0765dbf409c74f001806c446f2cf171d8c46b5b15779d54423dde921a4b0670": ["int", {}], "0128ef9bd2206166dfd5663833068e0b35bbaa0b71fd9d1e0518523721a86902": ["list[int]", {}], "cddf8275afa15408533079581ad27f95be579f4eeafbb1fba9fb6f32a4a64387": ["float", {}]}}');
CREATE TABLE engines (
    engine_id TEXT NOT NULL PRIMARY KEY,
    host TEXT NOT NULL,
    pid INTEGER NOT NULL,
    started_at REAL NOT NULL,
    heartbeat_at REAL NOT NULL,
    lease_seconds REAL NOT NULL
) STRICT;
INSERT INTO "engines" VALUES('01a1ff99-9fc2-7844-88a7-2859a41044d5','a-host',1,1.79528962042681479449e+09,39275.803012736,30.0);
CREATE TABLE events (
    run_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    at REAL NOT NULL,
    type TEXT NOT NULL,
    step_id TEXT,
    attempt INTEGER,
    data TEXT NOT NULL,
    PRIMARY KEY (run_id, seq)
) STRICT, WITHOUT ROWID;
INSERT INTO "events" VALUES('01a1ff99-9fde-7daa-8a42-738141e067fe',1,1.79528962044696521757e+09,'RunCreated',NULL,NULL,'{"tags": {"kind": "completed", "of": "v1"}}');
INSERT INTO "events" VALUES('01a1ff99-9fde-7daa-8a42-738141e067fe',2,1.79528962044696521757e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff99-9fde-7daa-8a42-738141e067fe',3,1.79528962044696521757e+09,'StepStarted','read',1,'{"code": "4db41094b277ce55"}');
INSERT INTO "events" VALUES('01a1ff99-9fde-7daa-8a42-738141e067fe',4,1.79528962045088100437e+09,'StepCompleted','read',1,'{"bytes": 8, "checksum": 3730618441, "started_at": 1795289620.4507813, "ended_at": 1795289620.4508688}');
INSERT INTO "events" VALUES('01a1ff99-9fde-7daa-8a42-738141e067fe',5,1.79528962045088100437e+09,'StepStarted','note',1,'{"code": "18325d97e313b95e"}');
INSERT INTO "events" VALUES('01a1ff99-9fde-7daa-8a42-738141e067fe',6,1.79528962045088100437e+09,'StepStarted','add',1,'{"code": "5b0dd267ef670d44"}');
INSERT INTO "events" VALUES('01a1ff99-9fde-7daa-8a42-738141e067fe',7,1.79528962045232248299e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/work/main/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/work/main/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795289620.4516673, "ended_at": 1795289620.4517035, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a1ff99-9fde-7daa-8a42-738141e067fe',8,1.79528962045232248299e+09,'StepCompleted','add',1,'{"bytes": 2, "checksum": 2322626082, "started_at": 1795289620.4522312, "ended_at": 1795289620.4522686}');
INSERT INTO "events" VALUES('01a1ff99-9fde-7daa-8a42-738141e067fe',9,1.79528962045232248299e+09,'StepStarted','halve',1,'{"condition": true, "code": "252be649bdf8f136"}');
INSERT INTO "events" VALUES('01a1ff99-9fde-7daa-8a42-738141e067fe',10,1.79528962045303797719e+09,'StepCompleted','halve',1,'{"bytes": 2, "checksum": 2707236321, "started_at": 1795289620.4530177, "ended_at": 1795289620.4530308}');
INSERT INTO "events" VALUES('01a1ff99-9fde-7daa-8a42-738141e067fe',11,1.79528962045303797719e+09,'StepStarted','finish',1,'{"code": "722cb147c8467866"}');
INSERT INTO "events" VALUES('01a1ff99-9fde-7daa-8a42-738141e067fe',12,1.79528962045355701447e+09,'StepCompleted','finish',1,'{"bytes": 3, "checksum": 2233083363, "started_at": 1795289620.453511, "ended_at": 1795289620.453551}');
INSERT INTO "events" VALUES('01a1ff99-9fde-7daa-8a42-738141e067fe',13,1.79528962045355701447e+09,'RunCompleted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff99-9fec-7675-aade-ca44b6817c88',1,1.79528962046036076553e+09,'RunCreated',NULL,NULL,'{"tags": {"kind": "skipped", "of": "v1"}}');
INSERT INTO "events" VALUES('01a1ff99-9fec-7675-aade-ca44b6817c88',2,1.79528962046036076553e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff99-9fec-7675-aade-ca44b6817c88',3,1.79528962046036076553e+09,'StepStarted','read',1,'{"code": "4db41094b277ce55"}');
INSERT INTO "events" VALUES('01a1ff99-9fec-7675-aade-ca44b6817c88',4,1.79528962046141695981e+09,'StepCompleted','read',1,'{"bytes": 6, "checksum": 783355516, "started_at": 1795289620.4613476, "ended_at": 1795289620.461409}');
INSERT INTO "events" VALUES('01a1ff99-9fec-7675-aade-ca44b6817c88',5,1.79528962046141695981e+09,'StepStarted','note',1,'{"code": "18325d97e313b95e"}');
INSERT INTO "events" VALUES('01a1ff99-9fec-7675-aade-ca44b6817c88',6,1.79528962046141695981e+09,'StepStarted','add',1,'{"code": "5b0dd267ef670d44"}');
INSERT INTO "events" VALUES('01a1ff99-9fec-7675-aade-ca44b6817c88',7,1.79528962046246337892e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/work/main/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/work/main/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795289620.4620612, "ended_at": 1795289620.462093, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a1ff99-9fec-7675-aade-ca44b6817c88',8,1.79528962046246337892e+09,'StepCompleted','add',1,'{"bytes": 1, "checksum": 4088798008, "started_at": 1795289620.4624183, "ended_at": 1795289620.462452}');
INSERT INTO "events" VALUES('01a1ff99-9fec-7675-aade-ca44b6817c88',9,1.79528962046246337892e+09,'StepSkipped','halve',NULL,'{"condition": false}');
INSERT INTO "events" VALUES('01a1ff99-9fec-7675-aade-ca44b6817c88',10,1.79528962046246337892e+09,'StepStarted','finish',1,'{"code": "722cb147c8467866"}');
INSERT INTO "events" VALUES('01a1ff99-9fec-7675-aade-ca44b6817c88',11,1.79528962046316218378e+09,'StepCompleted','finish',1,'{"bytes": 3, "checksum": 4147539765, "started_at": 1795289620.46313, "ended_at": 1795289620.4631572}');
INSERT INTO "events" VALUES('01a1ff99-9fec-7675-aade-ca44b6817c88',12,1.79528962046316218378e+09,'RunCompleted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff99-9fef-7c0e-85f5-0b5896891f10',1,1.79528962046373724938e+09,'RunCreated',NULL,NULL,'{"tags": {"kind": "failed", "of": "v1"}}');
INSERT INTO "events" VALUES('01a1ff99-9fef-7c0e-85f5-0b5896891f10',2,1.79528962046373724938e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff99-9fef-7c0e-85f5-0b5896891f10',3,1.79528962046373724938e+09,'StepStarted','read',1,'{"code": "4db41094b277ce55"}');
INSERT INTO "events" VALUES('01a1ff99-9fef-7c0e-85f5-0b5896891f10',4,1.7952896204645471573e+09,'StepCompleted','read',1,'{"bytes": 12, "checksum": 761622427, "started_at": 1795289620.4645066, "ended_at": 1795289620.4645429}');
INSERT INTO "events" VALUES('01a1ff99-9fef-7c0e-85f5-0b5896891f10',5,1.7952896204645471573e+09,'StepStarted','note',1,'{"code": "18325d97e313b95e"}');
INSERT INTO "events" VALUES('01a1ff99-9fef-7c0e-85f5-0b5896891f10',6,1.7952896204645471573e+09,'StepStarted','add',1,'{"code": "5b0dd267ef670d44"}');
INSERT INTO "events" VALUES('01a1ff99-9fef-7c0e-85f5-0b5896891f10',7,1.79528962046563410762e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/work/main/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/work/main/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795289620.4651425, "ended_at": 1795289620.4651752, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a1ff99-9fef-7c0e-85f5-0b5896891f10',8,1.79528962046563410762e+09,'StepFailed','add',1,'{"error": {"code": "execution", "type": "ValueError", "message": "too much\nfor one line", "traceback": "Traceback (most recent call last):\n  File \"/work/main/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/work/main/tests/stores/old_store.py\", line 42, in add\n    raise ValueError(\"too much\\nfor one line\")\nValueError: too much\nfor one line\n", "step_id": "add", "attempt": 1}, "tolerated": false, "started_at": 1795289620.4654522, "ended_at": 1795289620.4654846}');
INSERT INTO "events" VALUES('01a1ff99-9fef-7c0e-85f5-0b5896891f10',9,1.79528962046563410762e+09,'RunFailed',NULL,NULL,'{"error": {"code": "execution", "type": "ValueError", "message": "too much\nfor one line", "traceback": "Traceback (most recent call last):\n  File \"/work/main/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/work/main/tests/stores/old_store.py\", line 42, in add\n    raise ValueError(\"too much\\nfor one line\")\nValueError: too much\nfor one line\n", "step_id": "add", "attempt": 1}}');
INSERT INTO "events" VALUES('01a1ff99-9ff2-73f5-b58d-90e5aedafd58',1,1.79528962046642279627e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff99-9ff2-73f5-b58d-90e5aedafd58',2,1.79528962046642279627e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff99-9ff2-73f5-b58d-90e5aedafd58',3,1.79528962046642279627e+09,'StepStarted','read',1,'{"code": "4db41094b277ce55"}');
INSERT INTO "events" VALUES('01a1ff99-9ff2-73f5-b58d-90e5aedafd58',4,1.79528962047304511072e+09,'StepCompleted','read',1,'{"bytes": 6, "checksum": 2602988873, "started_at": 1795289620.4727957, "ended_at": 1795289620.472982}');
INSERT INTO "events" VALUES('01a1ff99-9ff2-73f5-b58d-90e5aedafd58',5,1.79528962047304511072e+09,'StepStarted','note',1,'{"code": "18325d97e313b95e"}');
INSERT INTO "events" VALUES('01a1ff99-9ff2-73f5-b58d-90e5aedafd58',6,1.79528962047304511072e+09,'StepStarted','add',1,'{"code": "5b0dd267ef670d44"}');
INSERT INTO "events" VALUES('01a1ff99-9ff2-73f5-b58d-90e5aedafd58',7,1.79528962047521948816e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/work/main/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/work/main/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795289620.4745984, "ended_at": 1795289620.4747064, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a1ff99-9ff2-73f5-b58d-90e5aedafd58',8,1.79528962047521948816e+09,'StepCompleted','add',1,'{"bytes": 2, "checksum": 2788221432, "started_at": 1795289620.4751515, "ended_at": 1795289620.4751844}');
INSERT INTO "events" VALUES('01a1ff99-9ff2-73f5-b58d-90e5aedafd58',9,1.79528962047521948816e+09,'StepStarted','halve',1,'{"condition": true, "code": "252be649bdf8f136"}');
INSERT INTO "events" VALUES('01a1ff99-9ff2-73f5-b58d-90e5aedafd58',10,1.79528962047634530071e+09,'StepCompleted','halve',1,'{"bytes": 1, "checksum": 1790921346, "started_at": 1795289620.4762487, "ended_at": 1795289620.476262}');
INSERT INTO "events" VALUES('01a1ff99-9ff2-73f5-b58d-90e5aedafd58',11,1.79528962047634530071e+09,'StepStarted','finish',1,'{"code": "722cb147c8467866"}');
INSERT INTO "events" VALUES('01a1ff99-9ff2-73f5-b58d-90e5aedafd58',12,1.79528962071592879294e+09,'RunCancelRequested',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff99-9ff2-73f5-b58d-90e5aedafd58',13,1.79528962071592879294e+09,'StepCancelled','finish',1,'{"started_at": 1795289620.4846408}');
INSERT INTO "events" VALUES('01a1ff99-9ff2-73f5-b58d-90e5aedafd58',14,1.79528962071592879294e+09,'RunCancelled',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff99-9ff3-7603-a594-6411df2ab74f',1,1.79528962046730089182e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff99-9ff3-7603-a594-6411df2ab74f',2,1.79528962046730089182e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff99-9ff3-7603-a594-6411df2ab74f',3,1.79528962046730089182e+09,'StepStarted','read',1,'{"code": "4db41094b277ce55"}');
INSERT INTO "events" VALUES('01a1ff99-9ff3-7603-a594-6411df2ab74f',4,1.7952896204741551876e+09,'StepCompleted','read',1,'{"bytes": 6, "checksum": 2602988873, "started_at": 1795289620.474091, "ended_at": 1795289620.4741483}');
INSERT INTO "events" VALUES('01a1ff99-9ff3-7603-a594-6411df2ab74f',5,1.7952896204741551876e+09,'StepStarted','add',1,'{"code": "5b0dd267ef670d44"}');
INSERT INTO "events" VALUES('01a1ff99-9ff3-7603-a594-6411df2ab74f',6,1.79528962047572541232e+09,'StepCompleted','add',1,'{"bytes": 2, "checksum": 2788221432, "started_at": 1795289620.4756496, "ended_at": 1795289620.4756763}');
INSERT INTO "events" VALUES('01a1ff99-9ff3-7603-a594-6411df2ab74f',7,1.79528962047572541232e+09,'StepStarted','halve',1,'{"code": "252be649bdf8f136"}');
INSERT INTO "events" VALUES('01a1ff99-9ff3-7603-a594-6411df2ab74f',8,1795289620.48118,'StepCompleted','halve',1,'{"bytes": 1, "checksum": 1790921346, "started_at": 1795289620.4811413, "ended_at": 1795289620.48117}');
INSERT INTO "events" VALUES('01a1ff99-9ff3-7603-a594-6411df2ab74f',9,1795289620.48118,'StepStarted','end',1,'{"code": "722cb147c8467866"}');
INSERT INTO "events" VALUES('01a1ff99-9ff3-7603-a594-6411df2ab74f',10,1.79528962146316194538e+09,'RunSuspended',NULL,NULL,'{"error": {"code": "definition_mismatch", "type": "DefinitionMismatchError", "message": "run 01a1ff99-9ff3-7603-a594-6411df2ab74f: workflow ''changing'' version ''1'' is not the one that the run has executed; bring the code back, give the changed one a version of its own, or take the run over as it is: gorkflow migrate 01a1ff99-9ff3-7603-a594-6411df2ab74f\n  - step ''add'' is gone; is it ''ADD'' now?\n  - step ''halve'': takes ADD instead of add"}}');
INSERT INTO "events" VALUES('01a1ff99-a0f0-79ad-97f3-4c696a3ce71c',1,1.79528962072057390216e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff99-a0f0-79ad-97f3-4c696a3ce71c',2,1.79528962072057390216e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff99-a0f0-79ad-97f3-4c696a3ce71c',3,1.79528962072057390216e+09,'StepStarted','read',1,'{"code": "4db41094b277ce55"}');
INSERT INTO "events" VALUES('01a1ff99-a0f0-79ad-97f3-4c696a3ce71c',4,1.79528962072278499605e+09,'StepCompleted','read',1,'{"bytes": 6, "checksum": 181016205, "started_at": 1795289620.7227132, "ended_at": 1795289620.722779}');
INSERT INTO "events" VALUES('01a1ff99-a0f0-79ad-97f3-4c696a3ce71c',5,1.79528962072278499605e+09,'StepStarted','note',1,'{"code": "18325d97e313b95e"}');
INSERT INTO "events" VALUES('01a1ff99-a0f0-79ad-97f3-4c696a3ce71c',6,1.79528962072278499605e+09,'StepStarted','add',1,'{"code": "5b0dd267ef670d44"}');
INSERT INTO "events" VALUES('01a1ff99-a0f0-79ad-97f3-4c696a3ce71c',7,1.795289620725127697e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/work/main/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/work/main/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795289620.7247567, "ended_at": 1795289620.7247856, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a1ff99-a0f0-79ad-97f3-4c696a3ce71c',8,1.795289620725127697e+09,'StepCompleted','add',1,'{"bytes": 1, "checksum": 498629140, "started_at": 1795289620.7250934, "ended_at": 1795289620.725119}');
INSERT INTO "events" VALUES('01a1ff99-a0f0-79ad-97f3-4c696a3ce71c',9,1.795289620725127697e+09,'StepSkipped','halve',NULL,'{"condition": false}');
INSERT INTO "events" VALUES('01a1ff99-a0f0-79ad-97f3-4c696a3ce71c',10,1.795289620725127697e+09,'StepStarted','finish',1,'{"code": "722cb147c8467866"}');
INSERT INTO "events" VALUES('01a1ff99-a0f0-79ad-97f3-4c696a3ce71c',11,1.7952896207278447151e+09,'StepRetryScheduled','finish',1,'{"error": {"code": "execution", "type": "ConnectionError", "message": "not yet", "traceback": "Traceback (most recent call last):\n  File \"/work/main/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/work/main/tests/stores/old_store.py\", line 62, in finish\n    raise ConnectionError(\"not yet\")\nConnectionError: not yet\n", "step_id": "finish", "attempt": 1}, "next_attempt_at": 1795289621.2278447, "started_at": 1795289620.7275608, "ended_at": 1795289620.7275963}');
INSERT INTO "events" VALUES('01a1ff99-a1d8-750d-874a-b3f83b4546b9',1,1.79528962095200061792e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff99-a1d8-750d-874a-b3f83b4546b9',2,1.79528962095200061792e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff99-a1d8-750d-874a-b3f83b4546b9',3,1.79528962095200061792e+09,'StepStarted','read',1,'{"code": "4db41094b277ce55"}');
INSERT INTO "events" VALUES('01a1ff99-a1d8-750d-874a-b3f83b4546b9',4,1.79528962095701909067e+09,'StepCompleted','read',1,'{"bytes": 6, "checksum": 2602988873, "started_at": 1795289620.9569206, "ended_at": 1795289620.9570103}');
INSERT INTO "events" VALUES('01a1ff99-a1d8-750d-874a-b3f83b4546b9',5,1.79528962095701909067e+09,'StepStarted','note',1,'{"code": "18325d97e313b95e"}');
INSERT INTO "events" VALUES('01a1ff99-a1d8-750d-874a-b3f83b4546b9',6,1.79528962095701909067e+09,'StepStarted','add',1,'{"code": "5b0dd267ef670d44"}');
INSERT INTO "events" VALUES('01a1ff99-a1d8-750d-874a-b3f83b4546b9',7,1.79528962096113920213e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/work/main/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/work/main/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795289620.9606113, "ended_at": 1795289620.96066, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a1ff99-a1d8-750d-874a-b3f83b4546b9',8,1.79528962096113920213e+09,'StepCompleted','add',1,'{"bytes": 2, "checksum": 2788221432, "started_at": 1795289620.961062, "ended_at": 1795289620.9611213}');
INSERT INTO "events" VALUES('01a1ff99-a1d8-750d-874a-b3f83b4546b9',9,1.79528962096113920213e+09,'StepStarted','halve',1,'{"condition": true, "code": "252be649bdf8f136"}');
INSERT INTO "events" VALUES('01a1ff99-a1d8-750d-874a-b3f83b4546b9',10,1.79528962096412372587e+09,'StepCompleted','halve',1,'{"bytes": 1, "checksum": 1790921346, "started_at": 1795289620.9640796, "ended_at": 1795289620.964113}');
INSERT INTO "events" VALUES('01a1ff99-a1d8-750d-874a-b3f83b4546b9',11,1.79528962096412372587e+09,'StepStarted','finish',1,'{"code": "722cb147c8467866"}');
INSERT INTO "events" VALUES('01a1ff99-a2d1-73c1-b8da-222550988bb6',1,1.79528962120142936706e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff99-a2d4-71e7-9cbd-ed60b6299e93',1,1.79528962120420360571e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff99-a2d6-72bb-8e6b-94fa9588edad',1,1.79528962120640707021e+09,'RunCreated',NULL,NULL,'{"tags": {"kind": "completed", "of": "v1"}, "forked_from": "01a1ff99-9fde-7daa-8a42-738141e067fe", "from_step": "add"}');
INSERT INTO "events" VALUES('01a1ff99-a2d6-72bb-8e6b-94fa9588edad',2,1.79528962120640707021e+09,'StepKept','read',1,'{"status": "COMPLETED", "failures": 0, "bytes": 8, "checksum": 3730618441, "started_at": 1795289620.4507813, "ended_at": 1795289620.4508688}');
INSERT INTO "events" VALUES('01a1ff99-a2d6-72bb-8e6b-94fa9588edad',3,1.79528962120640707021e+09,'StepKept','note',1,'{"status": "FAILED", "failures": 1, "bytes": 9, "checksum": 778569163, "error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/work/main/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/work/main/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "started_at": 1795289620.4516673, "ended_at": 1795289620.4517035}');
INSERT INTO "events" VALUES('01a1ff99-a2d6-72bb-8e6b-94fa9588edad',4,1.79528962120640707021e+09,'StepInputGiven','add',NULL,'{"bytes": 4, "checksum": 3054569126}');
CREATE TABLE inbox (
    ordinal INTEGER PRIMARY KEY,
    message_id TEXT NOT NULL,
    run_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    posted_at REAL NOT NULL,
    consumed INTEGER NOT NULL DEFAULT 0,
    UNIQUE (run_id, message_id)
) STRICT;
CREATE TABLE run_inputs (
    run_id TEXT NOT NULL PRIMARY KEY,
    input BLOB NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "run_inputs" VALUES('01a1ff99-9fde-7daa-8a42-738141e067fe',X'3130');
INSERT INTO "run_inputs" VALUES('01a1ff99-9fec-7675-aade-ca44b6817c88',X'32');
INSERT INTO "run_inputs" VALUES('01a1ff99-9fef-7c0e-85f5-0b5896891f10',X'31303030');
INSERT INTO "run_inputs" VALUES('01a1ff99-9ff2-73f5-b58d-90e5aedafd58',X'37');
INSERT INTO "run_inputs" VALUES('01a1ff99-9ff3-7603-a594-6411df2ab74f',X'37');
INSERT INTO "run_inputs" VALUES('01a1ff99-a0f0-79ad-97f3-4c696a3ce71c',X'33');
INSERT INTO "run_inputs" VALUES('01a1ff99-a1d8-750d-874a-b3f83b4546b9',X'37');
INSERT INTO "run_inputs" VALUES('01a1ff99-a2d1-73c1-b8da-222550988bb6',X'37');
INSERT INTO "run_inputs" VALUES('01a1ff99-a2d4-71e7-9cbd-ed60b6299e93',X'3132');
INSERT INTO "run_inputs" VALUES('01a1ff99-a2d6-72bb-8e6b-94fa9588edad',X'3130');
CREATE TABLE run_state (
    run_id TEXT NOT NULL,
    key TEXT NOT NULL,
    step_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    value BLOB,
    PRIMARY KEY (run_id, key, step_id)
) STRICT;
INSERT INTO "run_state" VALUES('01a1ff99-9fde-7daa-8a42-738141e067fe','words','read',4,X'015B2272C3A96164222C223130225D');
INSERT INTO "run_state" VALUES('01a1ff99-9fec-7675-aade-ca44b6817c88','words','read',4,X'015B2272C3A96164222C2232225D');
INSERT INTO "run_state" VALUES('01a1ff99-9fef-7c0e-85f5-0b5896891f10','words','read',4,X'015B2272C3A96164222C2231303030225D');
INSERT INTO "run_state" VALUES('01a1ff99-9ff2-73f5-b58d-90e5aedafd58','words','read',4,X'015B2272C3A96164222C2237225D');
INSERT INTO "run_state" VALUES('01a1ff99-9ff3-7603-a594-6411df2ab74f','words','read',4,X'015B2272C3A96164222C2237225D');
INSERT INTO "run_state" VALUES('01a1ff99-a0f0-79ad-97f3-4c696a3ce71c','words','read',4,X'015B2272C3A96164222C2233225D');
INSERT INTO "run_state" VALUES('01a1ff99-a1d8-750d-874a-b3f83b4546b9','words','read',4,X'015B2272C3A96164222C2237225D');
INSERT INTO "run_state" VALUES('01a1ff99-a2d6-72bb-8e6b-94fa9588edad','words','read',2,X'015B2272C3A96164222C223130225D');
CREATE TABLE run_tags (
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    run_id TEXT NOT NULL,
    PRIMARY KEY (key, value, run_id)
) STRICT, WITHOUT ROWID;
INSERT INTO "run_tags" VALUES('kind','completed','01a1ff99-9fde-7daa-8a42-738141e067fe');
INSERT INTO "run_tags" VALUES('kind','completed','01a1ff99-a2d6-72bb-8e6b-94fa9588edad');
INSERT INTO "run_tags" VALUES('kind','failed','01a1ff99-9fef-7c0e-85f5-0b5896891f10');
INSERT INTO "run_tags" VALUES('kind','skipped','01a1ff99-9fec-7675-aade-ca44b6817c88');
INSERT INTO "run_tags" VALUES('of','v1','01a1ff99-9fde-7daa-8a42-738141e067fe');
INSERT INTO "run_tags" VALUES('of','v1','01a1ff99-9fec-7675-aade-ca44b6817c88');
INSERT INTO "run_tags" VALUES('of','v1','01a1ff99-9fef-7c0e-85f5-0b5896891f10');
INSERT INTO "run_tags" VALUES('of','v1','01a1ff99-a2d6-72bb-8e6b-94fa9588edad');
CREATE TABLE runs (
    run_id TEXT NOT NULL PRIMARY KEY,
    workflow_id TEXT NOT NULL,
    workflow_version TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    input_arm INTEGER NOT NULL,
    input_checksum INTEGER NOT NULL,
    tags TEXT NOT NULL,
    resource_id TEXT,
    idempotency_key TEXT,
    forked_from TEXT,
    migrated_from TEXT,
    on_failure TEXT NOT NULL,
    run_timeout_seconds REAL,
    created_at REAL NOT NULL,
    deadline_at REAL,
    total INTEGER NOT NULL,
    owner TEXT,
    epoch INTEGER NOT NULL,
    status TEXT NOT NULL,
    done INTEGER NOT NULL,
    started_at REAL,
    completed_at REAL,
    updated_at REAL NOT NULL,
    output_ref TEXT,
    error TEXT,
    cancel_requested INTEGER NOT NULL,
    last_seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "runs" VALUES('01a1ff99-9fde-7daa-8a42-738141e067fe','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,2707236321,'{"kind": "completed", "of": "v1"}',NULL,'completed',NULL,NULL,'drain',NULL,1.79528962044696521757e+09,NULL,5,NULL,1,'COMPLETED',5,1.79528962044696521757e+09,1.79528962045355701447e+09,1.79528962045355701447e+09,'"finish"',NULL,0,13);
INSERT INTO "runs" VALUES('01a1ff99-9fec-7675-aade-ca44b6817c88','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,450215437,'{"kind": "skipped", "of": "v1"}',NULL,'skipped',NULL,NULL,'drain',NULL,1.79528962046036076553e+09,NULL,5,NULL,1,'COMPLETED',5,1.79528962046036076553e+09,1.79528962046316218378e+09,1.79528962046316218378e+09,'"finish"',NULL,0,12);
INSERT INTO "runs" VALUES('01a1ff99-9fef-7c0e-85f5-0b5896891f10','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,3022496535,'{"kind": "failed", "of": "v1"}',NULL,'failed',NULL,NULL,'drain',NULL,1.79528962046373724938e+09,NULL,5,NULL,1,'FAILED',2,1.79528962046373724938e+09,1.79528962046563410762e+09,1.79528962046563410762e+09,NULL,'{"code":"execution","type":"ValueError","message":"too much\nfor one line","traceback":"Traceback (most recent call last):\n  File \"/work/main/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/work/main/tests/stores/old_store.py\", line 42, in add\n    raise ValueError(\"too much\\nfor one line\")\nValueError: too much\nfor one line\n","step_id":"add","attempt":1}',0,9);
INSERT INTO "runs" VALUES('01a1ff99-9ff2-73f5-b58d-90e5aedafd58','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,1790921346,'{}','seven','cancelled',NULL,NULL,'drain',NULL,1.79528962046642279627e+09,NULL,5,NULL,1,'CANCELLED',4,1.79528962046642279627e+09,1.79528962071592879294e+09,1.79528962071592879294e+09,NULL,NULL,1,14);
INSERT INTO "runs" VALUES('01a1ff99-9ff3-7603-a594-6411df2ab74f','changing','1','2fedfe00bb7c9fe42dad627508f8b2079a7e82f95ca9182710f42574cd05f7ea',0,1790921346,'{}',NULL,'suspended',NULL,NULL,'drain',NULL,1.79528962046730089182e+09,NULL,4,NULL,2,'SUSPENDED',3,1.79528962046730089182e+09,NULL,1.79528962146316194538e+09,NULL,'{"code":"definition_mismatch","type":"DefinitionMismatchError","message":"run 01a1ff99-9ff3-7603-a594-6411df2ab74f: workflow ''changing'' version ''1'' is not the one that the run has executed; bring the code back, give the changed one a version of its own, or take the run over as it is: gorkflow migrate 01a1ff99-9ff3-7603-a594-6411df2ab74f\n  - step ''add'' is gone; is it ''ADD'' now?\n  - step ''halve'': takes ADD instead of add"}',0,10);
INSERT INTO "runs" VALUES('01a1ff99-a0f0-79ad-97f3-4c696a3ce71c','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,1842515611,'{}',NULL,'retrying',NULL,NULL,'drain',1000000000.0,1.79528962072057390216e+09,2.79528962072057390202e+09,5,'01a1ff99-9fc2-7844-88a7-2859a41044d5',1,'RUNNING',4,1.79528962072057390216e+09,NULL,1.7952896207278447151e+09,NULL,NULL,0,11);
INSERT INTO "runs" VALUES('01a1ff99-a1d8-750d-874a-b3f83b4546b9','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,1790921346,'{}',NULL,'running',NULL,NULL,'drain',1000000000.0,1.79528962095200061792e+09,2.79528962095200061792e+09,5,'01a1ff99-9fc2-7844-88a7-2859a41044d5',1,'RUNNING',4,1.79528962095200061792e+09,NULL,1.79528962096412372587e+09,NULL,NULL,0,11);
INSERT INTO "runs" VALUES('01a1ff99-a2d1-73c1-b8da-222550988bb6','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,1790921346,'{}',NULL,'another',NULL,NULL,'drain',NULL,1.79528962120142936706e+09,NULL,5,'01a1ff99-9fc2-7844-88a7-2859a41044d5',1,'PENDING',0,NULL,NULL,1.79528962120142936706e+09,NULL,NULL,0,1);
INSERT INTO "runs" VALUES('01a1ff99-a2d4-71e7-9cbd-ed60b6299e93','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,1330857165,'{}',NULL,'pending',NULL,NULL,'drain',NULL,1.79528962120420360571e+09,NULL,5,'01a1ff99-9fc2-7844-88a7-2859a41044d5',1,'PENDING',0,NULL,NULL,1.79528962120420360571e+09,NULL,NULL,0,1);
INSERT INTO "runs" VALUES('01a1ff99-a2d6-72bb-8e6b-94fa9588edad','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,2707236321,'{"kind": "completed", "of": "v1"}',NULL,NULL,'01a1ff99-9fde-7daa-8a42-738141e067fe',NULL,'drain',NULL,1.79528962120640707021e+09,NULL,5,'01a1ff99-9fc2-7844-88a7-2859a41044d5',1,'PENDING',2,NULL,NULL,1.79528962120640707021e+09,NULL,NULL,0,4);
CREATE TABLE schedules (
    schedule_id TEXT NOT NULL PRIMARY KEY,
    workflow_id TEXT NOT NULL,
    workflow_version TEXT NOT NULL,
    input BLOB NOT NULL,
    input_arm INTEGER NOT NULL,
    input_checksum INTEGER NOT NULL,
    cron TEXT,
    every_seconds REAL,
    zone TEXT NOT NULL,
    missed TEXT NOT NULL,
    overlap TEXT NOT NULL,
    options TEXT NOT NULL,
    created_at REAL NOT NULL,
    epoch INTEGER NOT NULL,
    next_at REAL,
    is_decided INTEGER NOT NULL,
    last_at REAL,
    last_run_id TEXT,
    skipped INTEGER NOT NULL
) STRICT;
INSERT INTO "schedules" VALUES('centennial','summing','1',X'3130',0,2707236321,NULL,3153600000.0,'UTC','once','skip','{"tags": {"of": "v1"}, "resource_id": null, "run_timeout_seconds": null, "on_failure": "drain"}',1.79528962120498609541e+09,1,4.94888962120498657236e+09,0,NULL,NULL,0);
CREATE TABLE step_cache (
    key TEXT NOT NULL PRIMARY KEY,
    run_id TEXT NOT NULL,
    step_id TEXT NOT NULL,
    output BLOB NOT NULL,
    arm INTEGER NOT NULL,
    checksum INTEGER NOT NULL,
    expires_at REAL NOT NULL
) STRICT;
CREATE TABLE step_executions (
    run_id TEXT NOT NULL,
    step_id TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    position INTEGER,
    attempt INTEGER NOT NULL,
    failures INTEGER NOT NULL,
    recoveries INTEGER NOT NULL,
    status TEXT NOT NULL,
    input_ref TEXT,
    output BLOB,
    output_ref TEXT,
    arm INTEGER NOT NULL,
    checksum INTEGER,
    error TEXT,
    ready_at REAL,
    started_at REAL,
    completed_at REAL,
    next_attempt_at REAL,
    cpu_seconds REAL,
    executor TEXT NOT NULL,
    PRIMARY KEY (run_id, step_id)
) STRICT, WITHOUT ROWID;
INSERT INTO "step_executions" VALUES('01a1ff99-9fde-7daa-8a42-738141e067fe','add',5,2,1,0,0,'COMPLETED','"read"',X'3230',NULL,0,2322626082,NULL,1.79528962045088100437e+09,1.79528962045223116879e+09,1.79528962045226860044e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff99-9fde-7daa-8a42-738141e067fe','finish',10,4,1,0,0,'COMPLETED','"halve"',X'322E35',NULL,0,2233083363,NULL,1.79528962045303797719e+09,1.79528962045351099963e+09,1.79528962045355105396e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff99-9fde-7daa-8a42-738141e067fe','halve',8,3,1,0,0,'COMPLETED','"add"',X'3130',NULL,0,2707236321,NULL,1.79528962045232248299e+09,1.79528962045301771158e+09,1.79528962045303082471e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff99-9fde-7daa-8a42-738141e067fe','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/work/main/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/work/main/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79528962045088100437e+09,1.79528962045166730885e+09,1.7952896204517035484e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff99-9fde-7daa-8a42-738141e067fe','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B31302C2D31305D',NULL,0,3730618441,NULL,1.79528962044696521757e+09,1.79528962045078134537e+09,1.795289620450868845e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff99-9fec-7675-aade-ca44b6817c88','add',5,2,1,0,0,'COMPLETED','"read"',X'34',NULL,0,4088798008,NULL,1.79528962046141695981e+09,1.79528962046241831775e+09,1.79528962046245193478e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff99-9fec-7675-aade-ca44b6817c88','finish',9,4,1,0,0,'COMPLETED','"halve"',X'312E30',NULL,0,4147539765,NULL,1.79528962046246337892e+09,1795289620.46313,1.79528962046315717694e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff99-9fec-7675-aade-ca44b6817c88','halve',8,3,0,0,0,'SKIPPED','"add"',NULL,'"add"',0,NULL,NULL,1.79528962046246337892e+09,NULL,1.79528962046246337892e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff99-9fec-7675-aade-ca44b6817c88','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/work/main/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/work/main/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79528962046141695981e+09,1.79528962046206116672e+09,1.79528962046209311477e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff99-9fec-7675-aade-ca44b6817c88','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B322C2D325D',NULL,0,783355516,NULL,1.79528962046036076553e+09,1.79528962046134757998e+09,1.79528962046140909197e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff99-9fef-7c0e-85f5-0b5896891f10','add',5,NULL,1,1,0,'FAILED','"read"',NULL,NULL,0,NULL,'{"code":"execution","type":"ValueError","message":"too much\nfor one line","traceback":"Traceback (most recent call last):\n  File \"/work/main/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/work/main/tests/stores/old_store.py\", line 42, in add\n    raise ValueError(\"too much\\nfor one line\")\nValueError: too much\nfor one line\n","step_id":"add","attempt":1}',1.7952896204645471573e+09,1.79528962046545219419e+09,1.79528962046548461913e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff99-9fef-7c0e-85f5-0b5896891f10','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/work/main/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/work/main/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.7952896204645471573e+09,1.79528962046514248846e+09,1.79528962046517515183e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff99-9fef-7c0e-85f5-0b5896891f10','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B313030302C2D313030305D',NULL,0,761622427,NULL,1.79528962046373724938e+09,1.79528962046450662613e+09,1.79528962046454286568e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff99-9ff2-73f5-b58d-90e5aedafd58','add',5,2,1,0,0,'COMPLETED','"read"',X'3134',NULL,0,2788221432,NULL,1.79528962047304511072e+09,1.79528962047515153882e+09,1.79528962047518444054e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff99-9ff2-73f5-b58d-90e5aedafd58','finish',10,NULL,1,0,0,'CANCELLED','"halve"',NULL,NULL,0,NULL,NULL,1.79528962047634530071e+09,1.79528962048464083671e+09,1.79528962071592879294e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff99-9ff2-73f5-b58d-90e5aedafd58','halve',8,3,1,0,0,'COMPLETED','"add"',X'37',NULL,0,1790921346,NULL,1.79528962047521948816e+09,1.7952896204762487411e+09,1.79528962047626209266e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff99-9ff2-73f5-b58d-90e5aedafd58','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/work/main/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/work/main/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79528962047304511072e+09,1.79528962047459840771e+09,1.79528962047470641138e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff99-9ff2-73f5-b58d-90e5aedafd58','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B372C2D375D',NULL,0,2602988873,NULL,1.79528962046642279627e+09,1.79528962047279572484e+09,1.7952896204729819298e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff99-9ff3-7603-a594-6411df2ab74f','add',4,1,1,0,0,'COMPLETED','"read"',X'3134',NULL,0,2788221432,NULL,1.7952896204741551876e+09,1.79528962047564959528e+09,1.79528962047567629809e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff99-9ff3-7603-a594-6411df2ab74f','end',8,NULL,1,0,0,'RUNNING','"halve"',NULL,NULL,0,NULL,NULL,1795289620.48118,1795289620.48118,NULL,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff99-9ff3-7603-a594-6411df2ab74f','halve',6,2,1,0,0,'COMPLETED','"add"',X'37',NULL,0,1790921346,NULL,1.79528962047572541232e+09,1.79528962048114132873e+09,1795289620.48117,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff99-9ff3-7603-a594-6411df2ab74f','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B372C2D375D',NULL,0,2602988873,NULL,1.79528962046730089182e+09,1.79528962047409105301e+09,1.79528962047414827342e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff99-a0f0-79ad-97f3-4c696a3ce71c','add',5,2,1,0,0,'COMPLETED','"read"',X'36',NULL,0,498629140,NULL,1.79528962072278499605e+09,1.79528962072509336474e+09,1.79528962072511911389e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff99-a0f0-79ad-97f3-4c696a3ce71c','finish',9,NULL,1,1,0,'RETRYING','"halve"',NULL,NULL,0,NULL,'{"code":"execution","type":"ConnectionError","message":"not yet","traceback":"Traceback (most recent call last):\n  File \"/work/main/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/work/main/tests/stores/old_store.py\", line 62, in finish\n    raise ConnectionError(\"not yet\")\nConnectionError: not yet\n","step_id":"finish","attempt":1}',1.795289620725127697e+09,1.79528962072756075856e+09,1.79528962072759628297e+09,1.79528962122784471518e+09,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff99-a0f0-79ad-97f3-4c696a3ce71c','halve',8,3,0,0,0,'SKIPPED','"add"',NULL,'"add"',0,NULL,NULL,1.795289620725127697e+09,NULL,1.795289620725127697e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff99-a0f0-79ad-97f3-4c696a3ce71c','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/work/main/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/work/main/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79528962072278499605e+09,1.79528962072475671771e+09,1.79528962072478556633e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff99-a0f0-79ad-97f3-4c696a3ce71c','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B332C2D335D',NULL,0,181016205,NULL,1.79528962072057390216e+09,1.7952896207227132321e+09,1.79528962072277903554e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff99-a1d8-750d-874a-b3f83b4546b9','add',5,2,1,0,0,'COMPLETED','"read"',X'3134',NULL,0,2788221432,NULL,1.79528962095701909067e+09,1.79528962096106195446e+09,1.79528962096112132068e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff99-a1d8-750d-874a-b3f83b4546b9','finish',10,NULL,1,0,0,'RUNNING','"halve"',NULL,NULL,0,NULL,NULL,1.79528962096412372587e+09,1.79528962096412372587e+09,NULL,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff99-a1d8-750d-874a-b3f83b4546b9','halve',8,3,1,0,0,'COMPLETED','"add"',X'37',NULL,0,1790921346,NULL,1.79528962096113920213e+09,1.79528962096407961848e+09,1.79528962096411299704e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff99-a1d8-750d-874a-b3f83b4546b9','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/work/main/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/work/main/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79528962095701909067e+09,1.79528962096061134334e+09,1795289620.96066,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff99-a1d8-750d-874a-b3f83b4546b9','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B372C2D375D',NULL,0,2602988873,NULL,1.79528962095200061792e+09,1.79528962095692062373e+09,1.79528962095701026917e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff99-a2d6-72bb-8e6b-94fa9588edad','add',4,NULL,0,0,0,'PENDING','"@input:add"',NULL,NULL,0,NULL,NULL,1.79528962120640707021e+09,NULL,NULL,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff99-a2d6-72bb-8e6b-94fa9588edad','note',2,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/work/main/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/work/main/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79528962045088100437e+09,1.79528962045166730885e+09,1.7952896204517035484e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff99-a2d6-72bb-8e6b-94fa9588edad','read',1,0,1,0,0,'COMPLETED','"@input"',X'5B31302C2D31305D',NULL,0,3730618441,NULL,1.79528962044696521757e+09,1.79528962045078134537e+09,1.795289620450868845e+09,NULL,NULL,'loop');
CREATE TABLE step_inputs (
    run_id TEXT NOT NULL,
    step_id TEXT NOT NULL,
    input BLOB NOT NULL,
    arm INTEGER NOT NULL,
    checksum INTEGER NOT NULL,
    PRIMARY KEY (run_id, step_id)
) STRICT, WITHOUT ROWID;
INSERT INTO "step_inputs" VALUES('01a1ff99-a2d6-72bb-8e6b-94fa9588edad','add',X'5B31345D',0,3054569126);
CREATE UNIQUE INDEX runs_by_key ON runs (idempotency_key) WHERE idempotency_key IS NOT NULL;
CREATE INDEX runs_open ON runs (owner, workflow_id, workflow_version, created_at, run_id)
    WHERE status IN ('PENDING', 'RUNNING', 'WAITING', 'SUSPENDED', 'COMPENSATING');
CREATE INDEX runs_by_age ON runs (created_at, run_id);
CREATE INDEX runs_by_status ON runs (status, created_at, run_id);
CREATE INDEX runs_by_workflow ON runs (workflow_id, created_at, run_id);
CREATE INDEX runs_by_resource ON runs (resource_id, created_at, run_id) WHERE resource_id IS NOT NULL;
CREATE INDEX runs_ended ON runs (status, completed_at, run_id) WHERE completed_at IS NOT NULL;
CREATE INDEX step_cache_by_expiry ON step_cache (expires_at);
CREATE INDEX inbox_waiting ON inbox (run_id) WHERE consumed = 0;
CREATE INDEX schedules_due ON schedules (next_at, schedule_id, workflow_id, workflow_version)
    WHERE next_at IS NOT NULL;
COMMIT;
