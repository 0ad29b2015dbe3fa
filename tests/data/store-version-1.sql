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
INSERT INTO "engines" VALUES('01a1ff75-863d-7b62-90dd-5ac21cd2c4f7','a-host',1,1.79528725460054326061e+09,36910.029151844,30.0);
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
INSERT INTO "events" VALUES('01a1ff75-8699-79c3-9fd2-0c6128b8320c',1,1.79528725468114709858e+09,'RunCreated',NULL,NULL,'{"tags": {"kind": "completed", "of": "v1"}}');
INSERT INTO "events" VALUES('01a1ff75-8699-79c3-9fd2-0c6128b8320c',2,1.79528725468114709858e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff75-8699-79c3-9fd2-0c6128b8320c',3,1.79528725468114709858e+09,'StepStarted','read',1,'{"code": "4db41094b277ce55"}');
INSERT INTO "events" VALUES('01a1ff75-8699-79c3-9fd2-0c6128b8320c',4,1.79528725468486404417e+09,'StepCompleted','read',1,'{"bytes": 8, "checksum": 3730618441, "started_at": 1795287254.6847544, "ended_at": 1795287254.6848524}');
INSERT INTO "events" VALUES('01a1ff75-8699-79c3-9fd2-0c6128b8320c',5,1.79528725468486404417e+09,'StepStarted','note',1,'{"code": "18325d97e313b95e"}');
INSERT INTO "events" VALUES('01a1ff75-8699-79c3-9fd2-0c6128b8320c',6,1.79528725468486404417e+09,'StepStarted','add',1,'{"code": "5b0dd267ef670d44"}');
INSERT INTO "events" VALUES('01a1ff75-8699-79c3-9fd2-0c6128b8320c',7,1.79528725468920350078e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/sched/gorkflow/runtime/attempt.py\", line 78, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/sched/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795287254.6885412, "ended_at": 1795287254.688587, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a1ff75-8699-79c3-9fd2-0c6128b8320c',8,1.79528725468920350078e+09,'StepCompleted','add',1,'{"bytes": 2, "checksum": 2322626082, "started_at": 1795287254.6891289, "ended_at": 1795287254.6891904}');
INSERT INTO "events" VALUES('01a1ff75-8699-79c3-9fd2-0c6128b8320c',9,1.79528725468920350078e+09,'StepStarted','halve',1,'{"condition": true, "code": "252be649bdf8f136"}');
INSERT INTO "events" VALUES('01a1ff75-8699-79c3-9fd2-0c6128b8320c',10,1.79528725469254946708e+09,'StepCompleted','halve',1,'{"bytes": 2, "checksum": 2707236321, "started_at": 1795287254.6925015, "ended_at": 1795287254.6925366}');
INSERT INTO "events" VALUES('01a1ff75-8699-79c3-9fd2-0c6128b8320c',11,1.79528725469254946708e+09,'StepStarted','finish',1,'{"code": "722cb147c8467866"}');
INSERT INTO "events" VALUES('01a1ff75-8699-79c3-9fd2-0c6128b8320c',12,1.79528725469660115241e+09,'StepCompleted','finish',1,'{"bytes": 3, "checksum": 2233083363, "started_at": 1795287254.6965187, "ended_at": 1795287254.696589}');
INSERT INTO "events" VALUES('01a1ff75-8699-79c3-9fd2-0c6128b8320c',13,1.79528725469660115241e+09,'RunCompleted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff75-86ac-7000-9451-197197cb4434',1,1.79528725470061159127e+09,'RunCreated',NULL,NULL,'{"tags": {"kind": "skipped", "of": "v1"}}');
INSERT INTO "events" VALUES('01a1ff75-86ac-7000-9451-197197cb4434',2,1.79528725470061159127e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff75-86ac-7000-9451-197197cb4434',3,1.79528725470061159127e+09,'StepStarted','read',1,'{"code": "4db41094b277ce55"}');
INSERT INTO "events" VALUES('01a1ff75-86ac-7000-9451-197197cb4434',4,1.79528725470467185971e+09,'StepCompleted','read',1,'{"bytes": 6, "checksum": 783355516, "started_at": 1795287254.7045774, "ended_at": 1795287254.704662}');
INSERT INTO "events" VALUES('01a1ff75-86ac-7000-9451-197197cb4434',5,1.79528725470467185971e+09,'StepStarted','note',1,'{"code": "18325d97e313b95e"}');
INSERT INTO "events" VALUES('01a1ff75-86ac-7000-9451-197197cb4434',6,1.79528725470467185971e+09,'StepStarted','add',1,'{"code": "5b0dd267ef670d44"}');
INSERT INTO "events" VALUES('01a1ff75-86ac-7000-9451-197197cb4434',7,1795287254.70901,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/sched/gorkflow/runtime/attempt.py\", line 78, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/sched/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795287254.7085595, "ended_at": 1795287254.7086031, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a1ff75-86ac-7000-9451-197197cb4434',8,1795287254.70901,'StepCompleted','add',1,'{"bytes": 1, "checksum": 4088798008, "started_at": 1795287254.7089412, "ended_at": 1795287254.7089987}');
INSERT INTO "events" VALUES('01a1ff75-86ac-7000-9451-197197cb4434',9,1795287254.70901,'StepSkipped','halve',NULL,'{"condition": false}');
INSERT INTO "events" VALUES('01a1ff75-86ac-7000-9451-197197cb4434',10,1795287254.70901,'StepStarted','finish',1,'{"code": "722cb147c8467866"}');
INSERT INTO "events" VALUES('01a1ff75-86ac-7000-9451-197197cb4434',11,1.79528725471252703672e+09,'StepCompleted','finish',1,'{"bytes": 3, "checksum": 4147539765, "started_at": 1795287254.7124717, "ended_at": 1795287254.7125182}');
INSERT INTO "events" VALUES('01a1ff75-86ac-7000-9451-197197cb4434',12,1.79528725471252703672e+09,'RunCompleted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff75-86bc-7574-8bf5-fa5053f4c450',1,1795287254.71657,'RunCreated',NULL,NULL,'{"tags": {"kind": "failed", "of": "v1"}}');
INSERT INTO "events" VALUES('01a1ff75-86bc-7574-8bf5-fa5053f4c450',2,1795287254.71657,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff75-86bc-7574-8bf5-fa5053f4c450',3,1795287254.71657,'StepStarted','read',1,'{"code": "4db41094b277ce55"}');
INSERT INTO "events" VALUES('01a1ff75-86bc-7574-8bf5-fa5053f4c450',4,1.79528725472096467022e+09,'StepCompleted','read',1,'{"bytes": 12, "checksum": 761622427, "started_at": 1795287254.720869, "ended_at": 1795287254.720955}');
INSERT INTO "events" VALUES('01a1ff75-86bc-7574-8bf5-fa5053f4c450',5,1.79528725472096467022e+09,'StepStarted','note',1,'{"code": "18325d97e313b95e"}');
INSERT INTO "events" VALUES('01a1ff75-86bc-7574-8bf5-fa5053f4c450',6,1.79528725472096467022e+09,'StepStarted','add',1,'{"code": "5b0dd267ef670d44"}');
INSERT INTO "events" VALUES('01a1ff75-86bc-7574-8bf5-fa5053f4c450',7,1.79528725472223019601e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/sched/gorkflow/runtime/attempt.py\", line 78, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/sched/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795287254.7216914, "ended_at": 1795287254.7217262, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a1ff75-86bc-7574-8bf5-fa5053f4c450',8,1.79528725472223019601e+09,'StepFailed','add',1,'{"error": {"code": "execution", "type": "ValueError", "message": "too much\nfor one line", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/sched/gorkflow/runtime/attempt.py\", line 78, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/sched/tests/stores/old_store.py\", line 42, in add\n    raise ValueError(\"too much\\nfor one line\")\nValueError: too much\nfor one line\n", "step_id": "add", "attempt": 1}, "tolerated": false, "started_at": 1795287254.7220368, "ended_at": 1795287254.722079}');
INSERT INTO "events" VALUES('01a1ff75-86bc-7574-8bf5-fa5053f4c450',9,1.79528725472223019601e+09,'RunFailed',NULL,NULL,'{"error": {"code": "execution", "type": "ValueError", "message": "too much\nfor one line", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/sched/gorkflow/runtime/attempt.py\", line 78, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/sched/tests/stores/old_store.py\", line 42, in add\n    raise ValueError(\"too much\\nfor one line\")\nValueError: too much\nfor one line\n", "step_id": "add", "attempt": 1}}');
INSERT INTO "events" VALUES('01a1ff75-86c3-7a9a-b0a1-4533818ce112',1,1.79528725472308254241e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff75-86c3-7a9a-b0a1-4533818ce112',2,1.79528725472308254241e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff75-86c3-7a9a-b0a1-4533818ce112',3,1.79528725472308254241e+09,'StepStarted','read',1,'{"code": "4db41094b277ce55"}');
INSERT INTO "events" VALUES('01a1ff75-86c3-7a9a-b0a1-4533818ce112',4,1.79528725472482848174e+09,'StepCompleted','read',1,'{"bytes": 6, "checksum": 2602988873, "started_at": 1795287254.7247748, "ended_at": 1795287254.724823}');
INSERT INTO "events" VALUES('01a1ff75-86c3-7a9a-b0a1-4533818ce112',5,1.79528725472482848174e+09,'StepStarted','note',1,'{"code": "18325d97e313b95e"}');
INSERT INTO "events" VALUES('01a1ff75-86c3-7a9a-b0a1-4533818ce112',6,1.79528725472482848174e+09,'StepStarted','add',1,'{"code": "5b0dd267ef670d44"}');
INSERT INTO "events" VALUES('01a1ff75-86c3-7a9a-b0a1-4533818ce112',7,1.79528725472649216656e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/sched/gorkflow/runtime/attempt.py\", line 78, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/sched/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795287254.7261317, "ended_at": 1795287254.7261543, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a1ff75-86c3-7a9a-b0a1-4533818ce112',8,1.79528725472649216656e+09,'StepCompleted','add',1,'{"bytes": 2, "checksum": 2788221432, "started_at": 1795287254.726438, "ended_at": 1795287254.726461}');
INSERT INTO "events" VALUES('01a1ff75-86c3-7a9a-b0a1-4533818ce112',9,1.79528725472649216656e+09,'StepStarted','halve',1,'{"condition": true, "code": "252be649bdf8f136"}');
INSERT INTO "events" VALUES('01a1ff75-86c3-7a9a-b0a1-4533818ce112',10,1.79528725472745084761e+09,'StepCompleted','halve',1,'{"bytes": 1, "checksum": 1790921346, "started_at": 1795287254.727443, "ended_at": 1795287254.727448}');
INSERT INTO "events" VALUES('01a1ff75-86c3-7a9a-b0a1-4533818ce112',11,1.79528725472745084761e+09,'StepStarted','finish',1,'{"code": "722cb147c8467866"}');
INSERT INTO "events" VALUES('01a1ff75-86c3-7a9a-b0a1-4533818ce112',12,1.79528725495200061797e+09,'RunCancelRequested',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff75-86c3-7a9a-b0a1-4533818ce112',13,1.79528725495200061797e+09,'StepCancelled','finish',1,'{"started_at": 1795287254.7279923}');
INSERT INTO "events" VALUES('01a1ff75-86c3-7a9a-b0a1-4533818ce112',14,1.79528725495200061797e+09,'RunCancelled',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff75-86c4-7fa0-a0e1-3e48a2e5f824',1,1.79528725472400379177e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff75-86c4-7fa0-a0e1-3e48a2e5f824',2,1.79528725472400379177e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff75-86c4-7fa0-a0e1-3e48a2e5f824',3,1.79528725472400379177e+09,'StepStarted','read',1,'{"code": "4db41094b277ce55"}');
INSERT INTO "events" VALUES('01a1ff75-86c4-7fa0-a0e1-3e48a2e5f824',4,1.79528725472607588765e+09,'StepCompleted','read',1,'{"bytes": 6, "checksum": 2602988873, "started_at": 1795287254.7260177, "ended_at": 1795287254.7260706}');
INSERT INTO "events" VALUES('01a1ff75-86c4-7fa0-a0e1-3e48a2e5f824',5,1.79528725472607588765e+09,'StepStarted','add',1,'{"code": "5b0dd267ef670d44"}');
INSERT INTO "events" VALUES('01a1ff75-86c4-7fa0-a0e1-3e48a2e5f824',6,1.79528725472739791868e+09,'StepCompleted','add',1,'{"bytes": 2, "checksum": 2788221432, "started_at": 1795287254.7273622, "ended_at": 1795287254.7273934}');
INSERT INTO "events" VALUES('01a1ff75-86c4-7fa0-a0e1-3e48a2e5f824',7,1.79528725472739791868e+09,'StepStarted','halve',1,'{"code": "252be649bdf8f136"}');
INSERT INTO "events" VALUES('01a1ff75-86c4-7fa0-a0e1-3e48a2e5f824',8,1.79528725472795438761e+09,'StepCompleted','halve',1,'{"bytes": 1, "checksum": 1790921346, "started_at": 1795287254.7279384, "ended_at": 1795287254.7279499}');
INSERT INTO "events" VALUES('01a1ff75-86c4-7fa0-a0e1-3e48a2e5f824',9,1.79528725472795438761e+09,'StepStarted','end',1,'{"code": "722cb147c8467866"}');
INSERT INTO "events" VALUES('01a1ff75-86c4-7fa0-a0e1-3e48a2e5f824',10,1.79528725567263936998e+09,'RunSuspended',NULL,NULL,'{"error": {"code": "definition_mismatch", "type": "DefinitionMismatchError", "message": "run 01a1ff75-86c4-7fa0-a0e1-3e48a2e5f824: workflow ''changing'' version ''1'' is not the one that the run has executed; bring the code back, give the changed one a version of its own, or take the run over as it is: gorkflow migrate 01a1ff75-86c4-7fa0-a0e1-3e48a2e5f824\n  - step ''add'' is gone; is it ''ADD'' now?\n  - step ''halve'': takes ADD instead of add"}}');
INSERT INTO "events" VALUES('01a1ff75-87aa-788e-bce9-a8c8468af2f9',1,1.79528725495433783528e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff75-87aa-788e-bce9-a8c8468af2f9',2,1.79528725495433783528e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff75-87aa-788e-bce9-a8c8468af2f9',3,1.79528725495433783528e+09,'StepStarted','read',1,'{"code": "4db41094b277ce55"}');
INSERT INTO "events" VALUES('01a1ff75-87aa-788e-bce9-a8c8468af2f9',4,1.79528725496098566049e+09,'StepCompleted','read',1,'{"bytes": 6, "checksum": 181016205, "started_at": 1795287254.9608908, "ended_at": 1795287254.960978}');
INSERT INTO "events" VALUES('01a1ff75-87aa-788e-bce9-a8c8468af2f9',5,1.79528725496098566049e+09,'StepStarted','note',1,'{"code": "18325d97e313b95e"}');
INSERT INTO "events" VALUES('01a1ff75-87aa-788e-bce9-a8c8468af2f9',6,1.79528725496098566049e+09,'StepStarted','add',1,'{"code": "5b0dd267ef670d44"}');
INSERT INTO "events" VALUES('01a1ff75-87aa-788e-bce9-a8c8468af2f9',7,1.79528725496563339235e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/sched/gorkflow/runtime/attempt.py\", line 78, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/sched/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795287254.9652138, "ended_at": 1795287254.9652596, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a1ff75-87aa-788e-bce9-a8c8468af2f9',8,1.79528725496563339235e+09,'StepCompleted','add',1,'{"bytes": 1, "checksum": 498629140, "started_at": 1795287254.965569, "ended_at": 1795287254.9656234}');
INSERT INTO "events" VALUES('01a1ff75-87aa-788e-bce9-a8c8468af2f9',9,1.79528725496563339235e+09,'StepSkipped','halve',NULL,'{"condition": false}');
INSERT INTO "events" VALUES('01a1ff75-87aa-788e-bce9-a8c8468af2f9',10,1.79528725496563339235e+09,'StepStarted','finish',1,'{"code": "722cb147c8467866"}');
INSERT INTO "events" VALUES('01a1ff75-87aa-788e-bce9-a8c8468af2f9',11,1.79528725496757292747e+09,'StepRetryScheduled','finish',1,'{"error": {"code": "execution", "type": "ConnectionError", "message": "not yet", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/sched/gorkflow/runtime/attempt.py\", line 78, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/sched/tests/stores/old_store.py\", line 62, in finish\n    raise ConnectionError(\"not yet\")\nConnectionError: not yet\n", "step_id": "finish", "attempt": 1}, "next_attempt_at": 1795287255.467573, "started_at": 1795287254.9672241, "ended_at": 1795287254.967289}');
INSERT INTO "events" VALUES('01a1ff75-8891-7f05-a072-7356caa911be',1,1.79528725518501734736e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff75-8891-7f05-a072-7356caa911be',2,1.79528725518501734736e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff75-8891-7f05-a072-7356caa911be',3,1.79528725518501734736e+09,'StepStarted','read',1,'{"code": "4db41094b277ce55"}');
INSERT INTO "events" VALUES('01a1ff75-8891-7f05-a072-7356caa911be',4,1.79528725518668627741e+09,'StepCompleted','read',1,'{"bytes": 6, "checksum": 2602988873, "started_at": 1795287255.186575, "ended_at": 1795287255.1866758}');
INSERT INTO "events" VALUES('01a1ff75-8891-7f05-a072-7356caa911be',5,1.79528725518668627741e+09,'StepStarted','note',1,'{"code": "18325d97e313b95e"}');
INSERT INTO "events" VALUES('01a1ff75-8891-7f05-a072-7356caa911be',6,1.79528725518668627741e+09,'StepStarted','add',1,'{"code": "5b0dd267ef670d44"}');
INSERT INTO "events" VALUES('01a1ff75-8891-7f05-a072-7356caa911be',7,1.79528725518804836269e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/sched/gorkflow/runtime/attempt.py\", line 78, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/sched/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795287255.1875184, "ended_at": 1795287255.1875596, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a1ff75-8891-7f05-a072-7356caa911be',8,1.79528725518804836269e+09,'StepCompleted','add',1,'{"bytes": 2, "checksum": 2788221432, "started_at": 1795287255.1879766, "ended_at": 1795287255.188034}');
INSERT INTO "events" VALUES('01a1ff75-8891-7f05-a072-7356caa911be',9,1.79528725518804836269e+09,'StepStarted','halve',1,'{"condition": true, "code": "252be649bdf8f136"}');
INSERT INTO "events" VALUES('01a1ff75-8891-7f05-a072-7356caa911be',10,1.79528725518913125991e+09,'StepCompleted','halve',1,'{"bytes": 1, "checksum": 1790921346, "started_at": 1795287255.189101, "ended_at": 1795287255.1891234}');
INSERT INTO "events" VALUES('01a1ff75-8891-7f05-a072-7356caa911be',11,1.79528725518913125991e+09,'StepStarted','finish',1,'{"code": "722cb147c8467866"}');
INSERT INTO "events" VALUES('01a1ff75-8973-7825-bccb-257dc3424c1a',1,1.79528725541138195996e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff75-8974-7eb1-aa40-740f16312101',1,1.79528725541263175008e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff75-8979-722b-b3a9-e262b3003d0f',1,1.79528725541741228108e+09,'RunCreated',NULL,NULL,'{"tags": {"kind": "completed", "of": "v1"}, "forked_from": "01a1ff75-8699-79c3-9fd2-0c6128b8320c", "from_step": "add"}');
INSERT INTO "events" VALUES('01a1ff75-8979-722b-b3a9-e262b3003d0f',2,1.79528725541741228108e+09,'StepKept','read',1,'{"status": "COMPLETED", "failures": 0, "bytes": 8, "checksum": 3730618441, "started_at": 1795287254.6847544, "ended_at": 1795287254.6848524}');
INSERT INTO "events" VALUES('01a1ff75-8979-722b-b3a9-e262b3003d0f',3,1.79528725541741228108e+09,'StepKept','note',1,'{"status": "FAILED", "failures": 1, "bytes": 9, "checksum": 778569163, "error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/sched/gorkflow/runtime/attempt.py\", line 78, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/sched/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "started_at": 1795287254.6885412, "ended_at": 1795287254.688587}');
INSERT INTO "events" VALUES('01a1ff75-8979-722b-b3a9-e262b3003d0f',4,1.79528725541741228108e+09,'StepInputGiven','add',NULL,'{"bytes": 4, "checksum": 3054569126}');
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
INSERT INTO "run_inputs" VALUES('01a1ff75-8699-79c3-9fd2-0c6128b8320c',X'3130');
INSERT INTO "run_inputs" VALUES('01a1ff75-86ac-7000-9451-197197cb4434',X'32');
INSERT INTO "run_inputs" VALUES('01a1ff75-86bc-7574-8bf5-fa5053f4c450',X'31303030');
INSERT INTO "run_inputs" VALUES('01a1ff75-86c3-7a9a-b0a1-4533818ce112',X'37');
INSERT INTO "run_inputs" VALUES('01a1ff75-86c4-7fa0-a0e1-3e48a2e5f824',X'37');
INSERT INTO "run_inputs" VALUES('01a1ff75-87aa-788e-bce9-a8c8468af2f9',X'33');
INSERT INTO "run_inputs" VALUES('01a1ff75-8891-7f05-a072-7356caa911be',X'37');
INSERT INTO "run_inputs" VALUES('01a1ff75-8973-7825-bccb-257dc3424c1a',X'37');
INSERT INTO "run_inputs" VALUES('01a1ff75-8974-7eb1-aa40-740f16312101',X'3132');
INSERT INTO "run_inputs" VALUES('01a1ff75-8979-722b-b3a9-e262b3003d0f',X'3130');
CREATE TABLE run_state (
    run_id TEXT NOT NULL,
    key TEXT NOT NULL,
    step_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    value BLOB,
    PRIMARY KEY (run_id, key, step_id)
) STRICT;
INSERT INTO "run_state" VALUES('01a1ff75-8699-79c3-9fd2-0c6128b8320c','words','read',4,X'015B2272C3A96164222C223130225D');
INSERT INTO "run_state" VALUES('01a1ff75-86ac-7000-9451-197197cb4434','words','read',4,X'015B2272C3A96164222C2232225D');
INSERT INTO "run_state" VALUES('01a1ff75-86bc-7574-8bf5-fa5053f4c450','words','read',4,X'015B2272C3A96164222C2231303030225D');
INSERT INTO "run_state" VALUES('01a1ff75-86c3-7a9a-b0a1-4533818ce112','words','read',4,X'015B2272C3A96164222C2237225D');
INSERT INTO "run_state" VALUES('01a1ff75-86c4-7fa0-a0e1-3e48a2e5f824','words','read',4,X'015B2272C3A96164222C2237225D');
INSERT INTO "run_state" VALUES('01a1ff75-87aa-788e-bce9-a8c8468af2f9','words','read',4,X'015B2272C3A96164222C2233225D');
INSERT INTO "run_state" VALUES('01a1ff75-8891-7f05-a072-7356caa911be','words','read',4,X'015B2272C3A96164222C2237225D');
INSERT INTO "run_state" VALUES('01a1ff75-8979-722b-b3a9-e262b3003d0f','words','read',2,X'015B2272C3A96164222C223130225D');
CREATE TABLE run_tags (
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    run_id TEXT NOT NULL,
    PRIMARY KEY (key, value, run_id)
) STRICT, WITHOUT ROWID;
INSERT INTO "run_tags" VALUES('kind','completed','01a1ff75-8699-79c3-9fd2-0c6128b8320c');
INSERT INTO "run_tags" VALUES('kind','completed','01a1ff75-8979-722b-b3a9-e262b3003d0f');
INSERT INTO "run_tags" VALUES('kind','failed','01a1ff75-86bc-7574-8bf5-fa5053f4c450');
INSERT INTO "run_tags" VALUES('kind','skipped','01a1ff75-86ac-7000-9451-197197cb4434');
INSERT INTO "run_tags" VALUES('of','v1','01a1ff75-8699-79c3-9fd2-0c6128b8320c');
INSERT INTO "run_tags" VALUES('of','v1','01a1ff75-86ac-7000-9451-197197cb4434');
INSERT INTO "run_tags" VALUES('of','v1','01a1ff75-86bc-7574-8bf5-fa5053f4c450');
INSERT INTO "run_tags" VALUES('of','v1','01a1ff75-8979-722b-b3a9-e262b3003d0f');
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
INSERT INTO "runs" VALUES('01a1ff75-8699-79c3-9fd2-0c6128b8320c','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,2707236321,'{"kind": "completed", "of": "v1"}',NULL,'completed',NULL,NULL,'drain',NULL,1.79528725468114709858e+09,NULL,5,NULL,1,'COMPLETED',5,1.79528725468114709858e+09,1.79528725469660115241e+09,1.79528725469660115241e+09,'"finish"',NULL,0,13);
INSERT INTO "runs" VALUES('01a1ff75-86ac-7000-9451-197197cb4434','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,450215437,'{"kind": "skipped", "of": "v1"}',NULL,'skipped',NULL,NULL,'drain',NULL,1.79528725470061159127e+09,NULL,5,NULL,1,'COMPLETED',5,1.79528725470061159127e+09,1.79528725471252703672e+09,1.79528725471252703672e+09,'"finish"',NULL,0,12);
INSERT INTO "runs" VALUES('01a1ff75-86bc-7574-8bf5-fa5053f4c450','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,3022496535,'{"kind": "failed", "of": "v1"}',NULL,'failed',NULL,NULL,'drain',NULL,1795287254.71657,NULL,5,NULL,1,'FAILED',2,1795287254.71657,1.79528725472223019601e+09,1.79528725472223019601e+09,NULL,'{"code":"execution","type":"ValueError","message":"too much\nfor one line","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/sched/gorkflow/runtime/attempt.py\", line 78, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/sched/tests/stores/old_store.py\", line 42, in add\n    raise ValueError(\"too much\\nfor one line\")\nValueError: too much\nfor one line\n","step_id":"add","attempt":1}',0,9);
INSERT INTO "runs" VALUES('01a1ff75-86c3-7a9a-b0a1-4533818ce112','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,1790921346,'{}','seven','cancelled',NULL,NULL,'drain',NULL,1.79528725472308254241e+09,NULL,5,NULL,1,'CANCELLED',4,1.79528725472308254241e+09,1.79528725495200061797e+09,1.79528725495200061797e+09,NULL,NULL,1,14);
INSERT INTO "runs" VALUES('01a1ff75-86c4-7fa0-a0e1-3e48a2e5f824','changing','1','2fedfe00bb7c9fe42dad627508f8b2079a7e82f95ca9182710f42574cd05f7ea',0,1790921346,'{}',NULL,'suspended',NULL,NULL,'drain',NULL,1.79528725472400379177e+09,NULL,4,NULL,2,'SUSPENDED',3,1.79528725472400379177e+09,NULL,1.79528725567263936998e+09,NULL,'{"code":"definition_mismatch","type":"DefinitionMismatchError","message":"run 01a1ff75-86c4-7fa0-a0e1-3e48a2e5f824: workflow ''changing'' version ''1'' is not the one that the run has executed; bring the code back, give the changed one a version of its own, or take the run over as it is: gorkflow migrate 01a1ff75-86c4-7fa0-a0e1-3e48a2e5f824\n  - step ''add'' is gone; is it ''ADD'' now?\n  - step ''halve'': takes ADD instead of add"}',0,10);
INSERT INTO "runs" VALUES('01a1ff75-87aa-788e-bce9-a8c8468af2f9','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,1842515611,'{}',NULL,'retrying',NULL,NULL,'drain',1000000000.0,1.79528725495433783528e+09,2.79528725495433807372e+09,5,'01a1ff75-863d-7b62-90dd-5ac21cd2c4f7',1,'RUNNING',4,1.79528725495433783528e+09,NULL,1.79528725496757292747e+09,NULL,NULL,0,11);
INSERT INTO "runs" VALUES('01a1ff75-8891-7f05-a072-7356caa911be','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,1790921346,'{}',NULL,'running',NULL,NULL,'drain',1000000000.0,1.79528725518501734736e+09,2.79528725518501758567e+09,5,'01a1ff75-863d-7b62-90dd-5ac21cd2c4f7',1,'RUNNING',4,1.79528725518501734736e+09,NULL,1.79528725518913125991e+09,NULL,NULL,0,11);
INSERT INTO "runs" VALUES('01a1ff75-8973-7825-bccb-257dc3424c1a','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,1790921346,'{}',NULL,'another',NULL,NULL,'drain',NULL,1.79528725541138195996e+09,NULL,5,'01a1ff75-863d-7b62-90dd-5ac21cd2c4f7',1,'PENDING',0,NULL,NULL,1.79528725541138195996e+09,NULL,NULL,0,1);
INSERT INTO "runs" VALUES('01a1ff75-8974-7eb1-aa40-740f16312101','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,1330857165,'{}',NULL,'pending',NULL,NULL,'drain',NULL,1.79528725541263175008e+09,NULL,5,'01a1ff75-863d-7b62-90dd-5ac21cd2c4f7',1,'PENDING',0,NULL,NULL,1.79528725541263175008e+09,NULL,NULL,0,1);
INSERT INTO "runs" VALUES('01a1ff75-8979-722b-b3a9-e262b3003d0f','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,2707236321,'{"kind": "completed", "of": "v1"}',NULL,NULL,'01a1ff75-8699-79c3-9fd2-0c6128b8320c',NULL,'drain',NULL,1.79528725541741228108e+09,NULL,5,'01a1ff75-863d-7b62-90dd-5ac21cd2c4f7',1,'PENDING',2,NULL,NULL,1.79528725541741228108e+09,NULL,NULL,0,4);
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
INSERT INTO "schedules" VALUES('centennial','summing','1',X'3130',0,2707236321,NULL,3153600000.0,'UTC','once','skip','{"tags": {"of": "v1"}, "resource_id": null, "run_timeout_seconds": null, "on_failure": "drain"}',1.79528725541336297991e+09,1,4.94888725541336250285e+09,0,NULL,NULL,0);
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
INSERT INTO "step_executions" VALUES('01a1ff75-8699-79c3-9fd2-0c6128b8320c','add',5,2,1,0,0,'COMPLETED','"read"',X'3230',NULL,0,2322626082,NULL,1.79528725468486404417e+09,1.79528725468912887571e+09,1.7952872546891903877e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff75-8699-79c3-9fd2-0c6128b8320c','finish',10,4,1,0,0,'COMPLETED','"halve"',X'322E35',NULL,0,2233083363,NULL,1.79528725469254946708e+09,1.79528725469651865955e+09,1.79528725469658899304e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff75-8699-79c3-9fd2-0c6128b8320c','halve',8,3,1,0,0,'COMPLETED','"add"',X'3130',NULL,0,2707236321,NULL,1.79528725468920350078e+09,1.79528725469250154491e+09,1.79528725469253659253e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff75-8699-79c3-9fd2-0c6128b8320c','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/sched/gorkflow/runtime/attempt.py\", line 78, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/sched/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79528725468486404417e+09,1.79528725468854117395e+09,1.79528725468858695027e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff75-8699-79c3-9fd2-0c6128b8320c','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B31302C2D31305D',NULL,0,3730618441,NULL,1.79528725468114709858e+09,1.79528725468475437165e+09,1.79528725468485236167e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff75-86ac-7000-9451-197197cb4434','add',5,2,1,0,0,'COMPLETED','"read"',X'34',NULL,0,4088798008,NULL,1.79528725470467185971e+09,1.79528725470894122123e+09,1.79528725470899868004e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff75-86ac-7000-9451-197197cb4434','finish',9,4,1,0,0,'COMPLETED','"halve"',X'312E30',NULL,0,4147539765,NULL,1795287254.70901,1.7952872547124717235e+09,1.79528725471251821522e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff75-86ac-7000-9451-197197cb4434','halve',8,3,0,0,0,'SKIPPED','"add"',NULL,'"add"',0,NULL,NULL,1795287254.70901,NULL,1795287254.70901,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff75-86ac-7000-9451-197197cb4434','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/sched/gorkflow/runtime/attempt.py\", line 78, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/sched/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79528725470467185971e+09,1.79528725470855951311e+09,1.7952872547086031437e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff75-86ac-7000-9451-197197cb4434','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B322C2D325D',NULL,0,783355516,NULL,1.79528725470061159127e+09,1.79528725470457744596e+09,1.79528725470466208454e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff75-86bc-7574-8bf5-fa5053f4c450','add',5,NULL,1,1,0,'FAILED','"read"',NULL,NULL,0,NULL,'{"code":"execution","type":"ValueError","message":"too much\nfor one line","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/sched/gorkflow/runtime/attempt.py\", line 78, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/sched/tests/stores/old_store.py\", line 42, in add\n    raise ValueError(\"too much\\nfor one line\")\nValueError: too much\nfor one line\n","step_id":"add","attempt":1}',1.79528725472096467022e+09,1.79528725472203683852e+09,1.79528725472207903858e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff75-86bc-7574-8bf5-fa5053f4c450','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/sched/gorkflow/runtime/attempt.py\", line 78, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/sched/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79528725472096467022e+09,1.79528725472169137008e+09,1.79528725472172617913e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff75-86bc-7574-8bf5-fa5053f4c450','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B313030302C2D313030305D',NULL,0,761622427,NULL,1795287254.71657,1.79528725472086906431e+09,1.79528725472095489505e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff75-86c3-7a9a-b0a1-4533818ce112','add',5,2,1,0,0,'COMPLETED','"read"',X'3134',NULL,0,2788221432,NULL,1.79528725472482848174e+09,1.79528725472643804553e+09,1.79528725472646093373e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff75-86c3-7a9a-b0a1-4533818ce112','finish',10,NULL,1,0,0,'CANCELLED','"halve"',NULL,NULL,0,NULL,NULL,1.79528725472745084761e+09,1.79528725472799229618e+09,1.79528725495200061797e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff75-86c3-7a9a-b0a1-4533818ce112','halve',8,3,1,0,0,'COMPLETED','"add"',X'37',NULL,0,1790921346,NULL,1.79528725472649216656e+09,1.79528725472744297986e+09,1.79528725472744798662e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff75-86c3-7a9a-b0a1-4533818ce112','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/sched/gorkflow/runtime/attempt.py\", line 78, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/sched/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79528725472482848174e+09,1.79528725472613167766e+09,1.79528725472615432743e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff75-86c3-7a9a-b0a1-4533818ce112','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B372C2D375D',NULL,0,2602988873,NULL,1.79528725472308254241e+09,1.79528725472477483746e+09,1.79528725472482299802e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff75-86c4-7fa0-a0e1-3e48a2e5f824','add',4,1,1,0,0,'COMPLETED','"read"',X'3134',NULL,0,2788221432,NULL,1.79528725472607588765e+09,1.79528725472736215597e+09,1.7952872547273933888e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff75-86c4-7fa0-a0e1-3e48a2e5f824','end',8,NULL,1,0,0,'RUNNING','"halve"',NULL,NULL,0,NULL,NULL,1.79528725472795438761e+09,1.79528725472795438761e+09,NULL,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff75-86c4-7fa0-a0e1-3e48a2e5f824','halve',6,2,1,0,0,'COMPLETED','"add"',X'37',NULL,0,1790921346,NULL,1.79528725472739791868e+09,1.79528725472793841363e+09,1.79528725472794985773e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff75-86c4-7fa0-a0e1-3e48a2e5f824','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B372C2D375D',NULL,0,2602988873,NULL,1.79528725472400379177e+09,1.79528725472601771362e+09,1.7952872547260706425e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff75-87aa-788e-bce9-a8c8468af2f9','add',5,2,1,0,0,'COMPLETED','"read"',X'36',NULL,0,498629140,NULL,1.79528725496098566049e+09,1.79528725496556901936e+09,1.79528725496562337879e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff75-87aa-788e-bce9-a8c8468af2f9','finish',9,NULL,1,1,0,'RETRYING','"halve"',NULL,NULL,0,NULL,'{"code":"execution","type":"ConnectionError","message":"not yet","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/sched/gorkflow/runtime/attempt.py\", line 78, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/sched/tests/stores/old_store.py\", line 62, in finish\n    raise ConnectionError(\"not yet\")\nConnectionError: not yet\n","step_id":"finish","attempt":1}',1.79528725496563339235e+09,1.79528725496722412107e+09,1.79528725496728897093e+09,1.79528725546757292742e+09,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff75-87aa-788e-bce9-a8c8468af2f9','halve',8,3,0,0,0,'SKIPPED','"add"',NULL,'"add"',0,NULL,NULL,1.79528725496563339235e+09,NULL,1.79528725496563339235e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff75-87aa-788e-bce9-a8c8468af2f9','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/sched/gorkflow/runtime/attempt.py\", line 78, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/sched/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79528725496098566049e+09,1.79528725496521377562e+09,1.79528725496525955193e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff75-87aa-788e-bce9-a8c8468af2f9','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B332C2D335D',NULL,0,181016205,NULL,1.79528725495433783528e+09,1.79528725496089076995e+09,1.79528725496097803118e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff75-8891-7f05-a072-7356caa911be','add',5,2,1,0,0,'COMPLETED','"read"',X'3134',NULL,0,2788221432,NULL,1.79528725518668627741e+09,1.79528725518797659869e+09,1.79528725518803405764e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff75-8891-7f05-a072-7356caa911be','finish',10,NULL,1,0,0,'RUNNING','"halve"',NULL,NULL,0,NULL,NULL,1.79528725518913125991e+09,1.79528725518913125991e+09,NULL,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff75-8891-7f05-a072-7356caa911be','halve',8,3,1,0,0,'COMPLETED','"add"',X'37',NULL,0,1790921346,NULL,1.79528725518804836269e+09,1.79528725518910098075e+09,1.79528725518912339207e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff75-8891-7f05-a072-7356caa911be','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/sched/gorkflow/runtime/attempt.py\", line 78, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/sched/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79528725518668627741e+09,1.79528725518751835826e+09,1.79528725518755960469e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff75-8891-7f05-a072-7356caa911be','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B372C2D375D',NULL,0,2602988873,NULL,1.79528725518501734736e+09,1.79528725518657493592e+09,1.79528725518667578702e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff75-8979-722b-b3a9-e262b3003d0f','add',4,NULL,0,0,0,'PENDING','"@input:add"',NULL,NULL,0,NULL,NULL,1.79528725541741228108e+09,NULL,NULL,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff75-8979-722b-b3a9-e262b3003d0f','note',2,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/sched/gorkflow/runtime/attempt.py\", line 78, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/sched/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79528725468486404417e+09,1.79528725468854117395e+09,1.79528725468858695027e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff75-8979-722b-b3a9-e262b3003d0f','read',1,0,1,0,0,'COMPLETED','"@input"',X'5B31302C2D31305D',NULL,0,3730618441,NULL,1.79528725468114709858e+09,1.79528725468475437165e+09,1.79528725468485236167e+09,NULL,NULL,'loop');
CREATE TABLE step_inputs (
    run_id TEXT NOT NULL,
    step_id TEXT NOT NULL,
    input BLOB NOT NULL,
    arm INTEGER NOT NULL,
    checksum INTEGER NOT NULL,
    PRIMARY KEY (run_id, step_id)
) STRICT, WITHOUT ROWID;
INSERT INTO "step_inputs" VALUES('01a1ff75-8979-722b-b3a9-e262b3003d0f','add',X'5B31345D',0,3054569126);
CREATE UNIQUE INDEX runs_by_key ON runs (idempotency_key) WHERE idempotency_key IS NOT NULL;
CREATE INDEX runs_open ON runs (owner, workflow_id, workflow_version, created_at, run_id)
    WHERE status IN ('PENDING', 'RUNNING', 'WAITING', 'SUSPENDED', 'COMPENSATING');
CREATE INDEX runs_by_age ON runs (created_at, run_id);
CREATE INDEX runs_by_status ON runs (status, created_at, run_id);
CREATE INDEX runs_by_workflow ON runs (workflow_id, created_at, run_id);
CREATE INDEX runs_by_resource ON runs (resource_id, created_at, run_id) WHERE resource_id IS NOT NULL;
CREATE INDEX runs_ended ON runs (status, completed_at, run_id) WHERE completed_at IS NOT NULL;
CREATE INDEX inbox_waiting ON inbox (run_id) WHERE consumed = 0;
CREATE INDEX schedules_due ON schedules (next_at, schedule_id, workflow_id, workflow_version)
    WHERE next_at IS NOT NULL;
COMMIT;
