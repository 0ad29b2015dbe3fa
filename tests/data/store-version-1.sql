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
INSERT INTO "engines" VALUES('01a1fe4b-b09a-7eb6-860a-94a0c30fb738','a-host',1,1.79526773571659493443e+09,17391.09494124,30.0);
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
INSERT INTO "events" VALUES('01a1fe4b-b0b3-7fce-aa47-a849df1ca892',1,1.79526773573166704175e+09,'RunCreated',NULL,NULL,'{"tags": {"kind": "completed", "of": "v1"}}');
INSERT INTO "events" VALUES('01a1fe4b-b0b3-7fce-aa47-a849df1ca892',2,1.79526773573166704175e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe4b-b0b3-7fce-aa47-a849df1ca892',3,1.79526773573166704175e+09,'StepStarted','read',1,'{}');
INSERT INTO "events" VALUES('01a1fe4b-b0b3-7fce-aa47-a849df1ca892',4,1.79526773573592185974e+09,'StepCompleted','read',1,'{"bytes": 8, "checksum": 3730618441, "started_at": 1795267735.7353177, "ended_at": 1795267735.7359114}');
INSERT INTO "events" VALUES('01a1fe4b-b0b3-7fce-aa47-a849df1ca892',5,1.79526773573592185974e+09,'StepStarted','note',1,'{}');
INSERT INTO "events" VALUES('01a1fe4b-b0b3-7fce-aa47-a849df1ca892',6,1.79526773573592185974e+09,'StepStarted','add',1,'{}');
INSERT INTO "events" VALUES('01a1fe4b-b0b3-7fce-aa47-a849df1ca892',7,1.79526773573735880847e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/byhand/gorkflow/runtime/attempt.py\", line 77, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/byhand/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795267735.7368696, "ended_at": 1795267735.7369003, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a1fe4b-b0b3-7fce-aa47-a849df1ca892',8,1.79526773573735880847e+09,'StepCompleted','add',1,'{"bytes": 2, "checksum": 2322626082, "started_at": 1795267735.737326, "ended_at": 1795267735.73735}');
INSERT INTO "events" VALUES('01a1fe4b-b0b3-7fce-aa47-a849df1ca892',9,1.79526773573735880847e+09,'StepStarted','halve',1,'{"condition": true}');
INSERT INTO "events" VALUES('01a1fe4b-b0b3-7fce-aa47-a849df1ca892',10,1.79526773573883128166e+09,'StepCompleted','halve',1,'{"bytes": 2, "checksum": 2707236321, "started_at": 1795267735.7388155, "ended_at": 1795267735.7388263}');
INSERT INTO "events" VALUES('01a1fe4b-b0b3-7fce-aa47-a849df1ca892',11,1.79526773573883128166e+09,'StepStarted','finish',1,'{}');
INSERT INTO "events" VALUES('01a1fe4b-b0b3-7fce-aa47-a849df1ca892',12,1.79526773573953056335e+09,'StepCompleted','finish',1,'{"bytes": 3, "checksum": 2233083363, "started_at": 1795267735.739494, "ended_at": 1795267735.7395253}');
INSERT INTO "events" VALUES('01a1fe4b-b0b3-7fce-aa47-a849df1ca892',13,1.79526773573953056335e+09,'RunCompleted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe4b-b0bc-7dff-a7e0-211bfa78f8de',1,1.79526773574013805384e+09,'RunCreated',NULL,NULL,'{"tags": {"kind": "skipped", "of": "v1"}}');
INSERT INTO "events" VALUES('01a1fe4b-b0bc-7dff-a7e0-211bfa78f8de',2,1.79526773574013805384e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe4b-b0bc-7dff-a7e0-211bfa78f8de',3,1.79526773574013805384e+09,'StepStarted','read',1,'{}');
INSERT INTO "events" VALUES('01a1fe4b-b0bc-7dff-a7e0-211bfa78f8de',4,1.79526773574126434322e+09,'StepCompleted','read',1,'{"bytes": 6, "checksum": 783355516, "started_at": 1795267735.741061, "ended_at": 1795267735.7412598}');
INSERT INTO "events" VALUES('01a1fe4b-b0bc-7dff-a7e0-211bfa78f8de',5,1.79526773574126434322e+09,'StepStarted','note',1,'{}');
INSERT INTO "events" VALUES('01a1fe4b-b0bc-7dff-a7e0-211bfa78f8de',6,1.79526773574126434322e+09,'StepStarted','add',1,'{}');
INSERT INTO "events" VALUES('01a1fe4b-b0bc-7dff-a7e0-211bfa78f8de',7,1.79526773574359464649e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/byhand/gorkflow/runtime/attempt.py\", line 77, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/byhand/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795267735.7433443, "ended_at": 1795267735.743361, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a1fe4b-b0bc-7dff-a7e0-211bfa78f8de',8,1.79526773574359464649e+09,'StepCompleted','add',1,'{"bytes": 1, "checksum": 4088798008, "started_at": 1795267735.743565, "ended_at": 1795267735.743586}');
INSERT INTO "events" VALUES('01a1fe4b-b0bc-7dff-a7e0-211bfa78f8de',9,1.79526773574359464649e+09,'StepSkipped','halve',NULL,'{"condition": false}');
INSERT INTO "events" VALUES('01a1fe4b-b0bc-7dff-a7e0-211bfa78f8de',10,1.79526773574359464649e+09,'StepStarted','finish',1,'{}');
INSERT INTO "events" VALUES('01a1fe4b-b0bc-7dff-a7e0-211bfa78f8de',11,1.79526773574435687067e+09,'StepCompleted','finish',1,'{"bytes": 3, "checksum": 4147539765, "started_at": 1795267735.7443292, "ended_at": 1795267735.7443526}');
INSERT INTO "events" VALUES('01a1fe4b-b0bc-7dff-a7e0-211bfa78f8de',12,1.79526773574435687067e+09,'RunCompleted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe4b-b0c1-7f53-9380-04f7058cd52a',1,1.79526773574502754209e+09,'RunCreated',NULL,NULL,'{"tags": {"kind": "failed", "of": "v1"}}');
INSERT INTO "events" VALUES('01a1fe4b-b0c1-7f53-9380-04f7058cd52a',2,1.79526773574502754209e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe4b-b0c1-7f53-9380-04f7058cd52a',3,1.79526773574502754209e+09,'StepStarted','read',1,'{}');
INSERT INTO "events" VALUES('01a1fe4b-b0c1-7f53-9380-04f7058cd52a',4,1.79526773574601268765e+09,'StepCompleted','read',1,'{"bytes": 12, "checksum": 761622427, "started_at": 1795267735.745984, "ended_at": 1795267735.7460096}');
INSERT INTO "events" VALUES('01a1fe4b-b0c1-7f53-9380-04f7058cd52a',5,1.79526773574601268765e+09,'StepStarted','note',1,'{}');
INSERT INTO "events" VALUES('01a1fe4b-b0c1-7f53-9380-04f7058cd52a',6,1.79526773574601268765e+09,'StepStarted','add',1,'{}');
INSERT INTO "events" VALUES('01a1fe4b-b0c1-7f53-9380-04f7058cd52a',7,1.79526773574674272538e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/byhand/gorkflow/runtime/attempt.py\", line 77, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/byhand/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795267735.7464244, "ended_at": 1795267735.7464373, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a1fe4b-b0c1-7f53-9380-04f7058cd52a',8,1.79526773574674272538e+09,'StepFailed','add',1,'{"error": {"code": "execution", "type": "ValueError", "message": "too much\nfor one line", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/byhand/gorkflow/runtime/attempt.py\", line 77, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/byhand/tests/stores/old_store.py\", line 41, in add\n    raise ValueError(\"too much\\nfor one line\")\nValueError: too much\nfor one line\n", "step_id": "add", "attempt": 1}, "tolerated": false, "started_at": 1795267735.746603, "ended_at": 1795267735.7466195}');
INSERT INTO "events" VALUES('01a1fe4b-b0c1-7f53-9380-04f7058cd52a',9,1.79526773574674272538e+09,'RunFailed',NULL,NULL,'{"error": {"code": "execution", "type": "ValueError", "message": "too much\nfor one line", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/byhand/gorkflow/runtime/attempt.py\", line 77, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/byhand/tests/stores/old_store.py\", line 41, in add\n    raise ValueError(\"too much\\nfor one line\")\nValueError: too much\nfor one line\n", "step_id": "add", "attempt": 1}}');
INSERT INTO "events" VALUES('01a1fe4b-b0c3-794d-93ca-4f8794a6f7f3',1,1.79526773574736976625e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe4b-b0c3-794d-93ca-4f8794a6f7f3',2,1.79526773574736976625e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe4b-b0c3-794d-93ca-4f8794a6f7f3',3,1.79526773574736976625e+09,'StepStarted','read',1,'{}');
INSERT INTO "events" VALUES('01a1fe4b-b0c3-794d-93ca-4f8794a6f7f3',4,1.79526773574967074388e+09,'StepCompleted','read',1,'{"bytes": 6, "checksum": 2602988873, "started_at": 1795267735.7496412, "ended_at": 1795267735.7496674}');
INSERT INTO "events" VALUES('01a1fe4b-b0c3-794d-93ca-4f8794a6f7f3',5,1.79526773574967074388e+09,'StepStarted','note',1,'{}');
INSERT INTO "events" VALUES('01a1fe4b-b0c3-794d-93ca-4f8794a6f7f3',6,1.79526773574967074388e+09,'StepStarted','add',1,'{}');
INSERT INTO "events" VALUES('01a1fe4b-b0c3-794d-93ca-4f8794a6f7f3',7,1795267735.75217,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/byhand/gorkflow/runtime/attempt.py\", line 77, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/byhand/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795267735.7514555, "ended_at": 1795267735.7514656, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a1fe4b-b0c3-794d-93ca-4f8794a6f7f3',8,1795267735.75217,'StepCompleted','add',1,'{"bytes": 2, "checksum": 2788221432, "started_at": 1795267735.7516189, "ended_at": 1795267735.75163}');
INSERT INTO "events" VALUES('01a1fe4b-b0c3-794d-93ca-4f8794a6f7f3',9,1795267735.75217,'StepStarted','halve',1,'{"condition": true}');
INSERT INTO "events" VALUES('01a1fe4b-b0c3-794d-93ca-4f8794a6f7f3',10,1.79526773575376176828e+09,'StepCompleted','halve',1,'{"bytes": 1, "checksum": 1790921346, "started_at": 1795267735.7537534, "ended_at": 1795267735.7537591}');
INSERT INTO "events" VALUES('01a1fe4b-b0c3-794d-93ca-4f8794a6f7f3',11,1.79526773575376176828e+09,'StepStarted','finish',1,'{}');
INSERT INTO "events" VALUES('01a1fe4b-b0c3-794d-93ca-4f8794a6f7f3',12,1.79526773597704100609e+09,'RunCancelRequested',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe4b-b0c3-794d-93ca-4f8794a6f7f3',13,1.79526773597704100609e+09,'StepCancelled','finish',1,'{"started_at": 1795267735.754264}');
INSERT INTO "events" VALUES('01a1fe4b-b0c3-794d-93ca-4f8794a6f7f3',14,1.79526773597704100609e+09,'RunCancelled',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe4b-b0c4-7176-a185-162e3f7368e7',1,1.79526773574821615214e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe4b-b0c4-7176-a185-162e3f7368e7',2,1.79526773574821615214e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe4b-b0c4-7176-a185-162e3f7368e7',3,1.79526773574821615214e+09,'StepStarted','read',1,'{}');
INSERT INTO "events" VALUES('01a1fe4b-b0c4-7176-a185-162e3f7368e7',4,1795267735.75029,'StepCompleted','read',1,'{"bytes": 6, "checksum": 2602988873, "started_at": 1795267735.750265, "ended_at": 1795267735.7502868}');
INSERT INTO "events" VALUES('01a1fe4b-b0c4-7176-a185-162e3f7368e7',5,1795267735.75029,'StepStarted','add',1,'{}');
INSERT INTO "events" VALUES('01a1fe4b-b0c4-7176-a185-162e3f7368e7',6,1.79526773575142812732e+09,'StepCompleted','add',1,'{"bytes": 2, "checksum": 2788221432, "started_at": 1795267735.7513943, "ended_at": 1795267735.751425}');
INSERT INTO "events" VALUES('01a1fe4b-b0c4-7176-a185-162e3f7368e7',7,1.79526773575142812732e+09,'StepStarted','halve',1,'{}');
INSERT INTO "events" VALUES('01a1fe4b-b0c4-7176-a185-162e3f7368e7',8,1.795267735753446579e+09,'StepCompleted','halve',1,'{"bytes": 1, "checksum": 1790921346, "started_at": 1795267735.7534354, "ended_at": 1795267735.753443}');
INSERT INTO "events" VALUES('01a1fe4b-b0c4-7176-a185-162e3f7368e7',9,1.795267735753446579e+09,'StepStarted','end',1,'{}');
INSERT INTO "events" VALUES('01a1fe4b-b0c4-7176-a185-162e3f7368e7',10,1.79526773625286483761e+09,'RunSuspended',NULL,NULL,'{"error": {"code": "definition_mismatch", "type": "DefinitionMismatchError", "message": "run 01a1fe4b-b0c4-7176-a185-162e3f7368e7: workflow ''changing'' version ''1'' is not the one that the run has executed; bring the code back, give the changed one a version of its own, or take the run over as it is: gorkflow migrate 01a1fe4b-b0c4-7176-a185-162e3f7368e7\n  - step ''add'' is gone; is it ''ADD'' now?\n  - step ''halve'': takes ADD instead of add"}}');
INSERT INTO "events" VALUES('01a1fe4b-b1ad-7f53-b1fa-a9fc28fdd503',1,1.79526773598166084289e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe4b-b1ad-7f53-b1fa-a9fc28fdd503',2,1.79526773598166084289e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe4b-b1ad-7f53-b1fa-a9fc28fdd503',3,1.79526773598166084289e+09,'StepStarted','read',1,'{}');
INSERT INTO "events" VALUES('01a1fe4b-b1ad-7f53-b1fa-a9fc28fdd503',4,1.79526773598919868468e+09,'StepCompleted','read',1,'{"bytes": 6, "checksum": 2602988873, "started_at": 1795267735.9891267, "ended_at": 1795267735.9891918}');
INSERT INTO "events" VALUES('01a1fe4b-b1ad-7f53-b1fa-a9fc28fdd503',5,1.79526773598919868468e+09,'StepStarted','note',1,'{}');
INSERT INTO "events" VALUES('01a1fe4b-b1ad-7f53-b1fa-a9fc28fdd503',6,1.79526773598919868468e+09,'StepStarted','add',1,'{}');
INSERT INTO "events" VALUES('01a1fe4b-b1ad-7f53-b1fa-a9fc28fdd503',7,1.795267735995544672e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/byhand/gorkflow/runtime/attempt.py\", line 77, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/byhand/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795267735.9948645, "ended_at": 1795267735.994901, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a1fe4b-b1ad-7f53-b1fa-a9fc28fdd503',8,1.795267735995544672e+09,'StepCompleted','add',1,'{"bytes": 2, "checksum": 2788221432, "started_at": 1795267735.9954987, "ended_at": 1795267735.9955316}');
INSERT INTO "events" VALUES('01a1fe4b-b1ad-7f53-b1fa-a9fc28fdd503',9,1.795267735995544672e+09,'StepStarted','halve',1,'{"condition": true}');
INSERT INTO "events" VALUES('01a1fe4b-b1ad-7f53-b1fa-a9fc28fdd503',10,1.79526773600496101384e+09,'StepCompleted','halve',1,'{"bytes": 1, "checksum": 1790921346, "started_at": 1795267736.0049365, "ended_at": 1795267736.0049546}');
INSERT INTO "events" VALUES('01a1fe4b-b1ad-7f53-b1fa-a9fc28fdd503',11,1.79526773600496101384e+09,'StepStarted','finish',1,'{}');
INSERT INTO "events" VALUES('01a1fe4b-b1b4-77f6-8066-97a1900d0a8b',1,1.79526773598889446254e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe4b-b1b4-77f6-8066-97a1900d0a8b',2,1.79526773598889446254e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe4b-b1b4-77f6-8066-97a1900d0a8b',3,1.79526773598889446254e+09,'StepStarted','read',1,'{}');
INSERT INTO "events" VALUES('01a1fe4b-b1b4-77f6-8066-97a1900d0a8b',4,1.79526773599279856679e+09,'StepCompleted','read',1,'{"bytes": 6, "checksum": 181016205, "started_at": 1795267735.9927485, "ended_at": 1795267735.992793}');
INSERT INTO "events" VALUES('01a1fe4b-b1b4-77f6-8066-97a1900d0a8b',5,1.79526773599279856679e+09,'StepStarted','note',1,'{}');
INSERT INTO "events" VALUES('01a1fe4b-b1b4-77f6-8066-97a1900d0a8b',6,1.79526773599279856679e+09,'StepStarted','add',1,'{}');
INSERT INTO "events" VALUES('01a1fe4b-b1b4-77f6-8066-97a1900d0a8b',7,1.79526773600211358074e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/byhand/gorkflow/runtime/attempt.py\", line 77, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/byhand/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795267736.0017242, "ended_at": 1795267736.0017512, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a1fe4b-b1b4-77f6-8066-97a1900d0a8b',8,1.79526773600211358074e+09,'StepCompleted','add',1,'{"bytes": 1, "checksum": 498629140, "started_at": 1795267736.0020697, "ended_at": 1795267736.0021029}');
INSERT INTO "events" VALUES('01a1fe4b-b1b4-77f6-8066-97a1900d0a8b',9,1.79526773600211358074e+09,'StepSkipped','halve',NULL,'{"condition": false}');
INSERT INTO "events" VALUES('01a1fe4b-b1b4-77f6-8066-97a1900d0a8b',10,1.79526773600211358074e+09,'StepStarted','finish',1,'{}');
INSERT INTO "events" VALUES('01a1fe4b-b1b4-77f6-8066-97a1900d0a8b',11,1.7952677360117344856e+09,'StepRetryScheduled','finish',1,'{"error": {"code": "execution", "type": "ConnectionError", "message": "not yet", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/byhand/gorkflow/runtime/attempt.py\", line 77, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/byhand/tests/stores/old_store.py\", line 61, in finish\n    raise ConnectionError(\"not yet\")\nConnectionError: not yet\n", "step_id": "finish", "attempt": 1}, "next_attempt_at": 1795267736.5117345, "started_at": 1795267736.0113566, "ended_at": 1795267736.011416}');
INSERT INTO "events" VALUES('01a1fe4b-b1b8-7ed6-9f0f-4f3357f4e096',1,1.7952677359926156997e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe4b-b1b8-7ed6-9f0f-4f3357f4e096',2,1.79526773601412367818e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe4b-b1b8-7ed6-9f0f-4f3357f4e096',3,1.79526773601415133478e+09,'StepStarted','read',1,'{}');
INSERT INTO "events" VALUES('01a1fe4b-b1b8-7ed6-9f0f-4f3357f4e096',4,1.79526773601847457889e+09,'StepCompleted','read',1,'{"bytes": 6, "checksum": 2602988873, "started_at": 1795267736.0183954, "ended_at": 1795267736.0184665}');
INSERT INTO "events" VALUES('01a1fe4b-b1b8-7ed6-9f0f-4f3357f4e096',5,1.79526773601847457889e+09,'StepStarted','note',1,'{}');
INSERT INTO "events" VALUES('01a1fe4b-b1b8-7ed6-9f0f-4f3357f4e096',6,1.79526773601847457889e+09,'StepStarted','add',1,'{}');
INSERT INTO "events" VALUES('01a1fe4b-b1b8-7ed6-9f0f-4f3357f4e096',7,1.79526773601962399487e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/byhand/gorkflow/runtime/attempt.py\", line 77, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/byhand/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795267736.0193095, "ended_at": 1795267736.019333, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a1fe4b-b1b8-7ed6-9f0f-4f3357f4e096',8,1.79526773601962399487e+09,'StepCompleted','add',1,'{"bytes": 2, "checksum": 2788221432, "started_at": 1795267736.0195825, "ended_at": 1795267736.019616}');
INSERT INTO "events" VALUES('01a1fe4b-b1b8-7ed6-9f0f-4f3357f4e096',9,1.79526773601962399487e+09,'StepStarted','halve',1,'{"condition": true}');
INSERT INTO "events" VALUES('01a1fe4b-b1b8-7ed6-9f0f-4f3357f4e096',10,1.79526773602446866034e+09,'StepCompleted','halve',1,'{"bytes": 1, "checksum": 1790921346, "started_at": 1795267736.0244443, "ended_at": 1795267736.024462}');
INSERT INTO "events" VALUES('01a1fe4b-b1b8-7ed6-9f0f-4f3357f4e096',11,1.79526773602446866034e+09,'StepStarted','finish',1,'{}');
INSERT INTO "events" VALUES('01a1fe4b-b1c1-7321-a1d7-d6a5d82747f7',1,1.79526773600160717957e+09,'RunCreated',NULL,NULL,'{}');
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
INSERT INTO "run_inputs" VALUES('01a1fe4b-b0b3-7fce-aa47-a849df1ca892',X'3130');
INSERT INTO "run_inputs" VALUES('01a1fe4b-b0bc-7dff-a7e0-211bfa78f8de',X'32');
INSERT INTO "run_inputs" VALUES('01a1fe4b-b0c1-7f53-9380-04f7058cd52a',X'31303030');
INSERT INTO "run_inputs" VALUES('01a1fe4b-b0c3-794d-93ca-4f8794a6f7f3',X'37');
INSERT INTO "run_inputs" VALUES('01a1fe4b-b0c4-7176-a185-162e3f7368e7',X'37');
INSERT INTO "run_inputs" VALUES('01a1fe4b-b1ad-7f53-b1fa-a9fc28fdd503',X'37');
INSERT INTO "run_inputs" VALUES('01a1fe4b-b1b4-77f6-8066-97a1900d0a8b',X'33');
INSERT INTO "run_inputs" VALUES('01a1fe4b-b1b8-7ed6-9f0f-4f3357f4e096',X'37');
INSERT INTO "run_inputs" VALUES('01a1fe4b-b1c1-7321-a1d7-d6a5d82747f7',X'3132');
CREATE TABLE run_state (
    run_id TEXT NOT NULL,
    key TEXT NOT NULL,
    step_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    value BLOB,
    PRIMARY KEY (run_id, key, step_id)
) STRICT;
INSERT INTO "run_state" VALUES('01a1fe4b-b0b3-7fce-aa47-a849df1ca892','words','read',4,X'015B2272C3A96164222C223130225D');
INSERT INTO "run_state" VALUES('01a1fe4b-b0bc-7dff-a7e0-211bfa78f8de','words','read',4,X'015B2272C3A96164222C2232225D');
INSERT INTO "run_state" VALUES('01a1fe4b-b0c1-7f53-9380-04f7058cd52a','words','read',4,X'015B2272C3A96164222C2231303030225D');
INSERT INTO "run_state" VALUES('01a1fe4b-b0c3-794d-93ca-4f8794a6f7f3','words','read',4,X'015B2272C3A96164222C2237225D');
INSERT INTO "run_state" VALUES('01a1fe4b-b0c4-7176-a185-162e3f7368e7','words','read',4,X'015B2272C3A96164222C2237225D');
INSERT INTO "run_state" VALUES('01a1fe4b-b1ad-7f53-b1fa-a9fc28fdd503','words','read',4,X'015B2272C3A96164222C2237225D');
INSERT INTO "run_state" VALUES('01a1fe4b-b1b4-77f6-8066-97a1900d0a8b','words','read',4,X'015B2272C3A96164222C2233225D');
INSERT INTO "run_state" VALUES('01a1fe4b-b1b8-7ed6-9f0f-4f3357f4e096','words','read',4,X'015B2272C3A96164222C2237225D');
CREATE TABLE run_tags (
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    run_id TEXT NOT NULL,
    PRIMARY KEY (key, value, run_id)
) STRICT, WITHOUT ROWID;
INSERT INTO "run_tags" VALUES('kind','completed','01a1fe4b-b0b3-7fce-aa47-a849df1ca892');
INSERT INTO "run_tags" VALUES('kind','failed','01a1fe4b-b0c1-7f53-9380-04f7058cd52a');
INSERT INTO "run_tags" VALUES('kind','skipped','01a1fe4b-b0bc-7dff-a7e0-211bfa78f8de');
INSERT INTO "run_tags" VALUES('of','v1','01a1fe4b-b0b3-7fce-aa47-a849df1ca892');
INSERT INTO "run_tags" VALUES('of','v1','01a1fe4b-b0bc-7dff-a7e0-211bfa78f8de');
INSERT INTO "run_tags" VALUES('of','v1','01a1fe4b-b0c1-7f53-9380-04f7058cd52a');
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
INSERT INTO "runs" VALUES('01a1fe4b-b0b3-7fce-aa47-a849df1ca892','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,2707236321,'{"kind": "completed", "of": "v1"}',NULL,'completed',NULL,NULL,'drain',NULL,1.79526773573166704175e+09,NULL,5,NULL,1,'COMPLETED',5,1.79526773573166704175e+09,1.79526773573953056335e+09,1.79526773573953056335e+09,'"finish"',NULL,0,13);
INSERT INTO "runs" VALUES('01a1fe4b-b0bc-7dff-a7e0-211bfa78f8de','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,450215437,'{"kind": "skipped", "of": "v1"}',NULL,'skipped',NULL,NULL,'drain',NULL,1.79526773574013805384e+09,NULL,5,NULL,1,'COMPLETED',5,1.79526773574013805384e+09,1.79526773574435687067e+09,1.79526773574435687067e+09,'"finish"',NULL,0,12);
INSERT INTO "runs" VALUES('01a1fe4b-b0c1-7f53-9380-04f7058cd52a','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,3022496535,'{"kind": "failed", "of": "v1"}',NULL,'failed',NULL,NULL,'drain',NULL,1.79526773574502754209e+09,NULL,5,NULL,1,'FAILED',2,1.79526773574502754209e+09,1.79526773574674272538e+09,1.79526773574674272538e+09,NULL,'{"code":"execution","type":"ValueError","message":"too much\nfor one line","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/byhand/gorkflow/runtime/attempt.py\", line 77, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/byhand/tests/stores/old_store.py\", line 41, in add\n    raise ValueError(\"too much\\nfor one line\")\nValueError: too much\nfor one line\n","step_id":"add","attempt":1}',0,9);
INSERT INTO "runs" VALUES('01a1fe4b-b0c3-794d-93ca-4f8794a6f7f3','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,1790921346,'{}','seven','cancelled',NULL,NULL,'drain',NULL,1.79526773574736976625e+09,NULL,5,NULL,1,'CANCELLED',4,1.79526773574736976625e+09,1.79526773597704100609e+09,1.79526773597704100609e+09,NULL,NULL,1,14);
INSERT INTO "runs" VALUES('01a1fe4b-b0c4-7176-a185-162e3f7368e7','changing','1','2fedfe00bb7c9fe42dad627508f8b2079a7e82f95ca9182710f42574cd05f7ea',0,1790921346,'{}',NULL,'suspended',NULL,NULL,'drain',NULL,1.79526773574821615214e+09,NULL,4,NULL,2,'SUSPENDED',3,1.79526773574821615214e+09,NULL,1.79526773625286483761e+09,NULL,'{"code":"definition_mismatch","type":"DefinitionMismatchError","message":"run 01a1fe4b-b0c4-7176-a185-162e3f7368e7: workflow ''changing'' version ''1'' is not the one that the run has executed; bring the code back, give the changed one a version of its own, or take the run over as it is: gorkflow migrate 01a1fe4b-b0c4-7176-a185-162e3f7368e7\n  - step ''add'' is gone; is it ''ADD'' now?\n  - step ''halve'': takes ADD instead of add"}',0,10);
INSERT INTO "runs" VALUES('01a1fe4b-b1ad-7f53-b1fa-a9fc28fdd503','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,1790921346,'{}',NULL,'running',NULL,NULL,'drain',1000000000.0,1.79526773598166084289e+09,2.7952677359816608428e+09,5,'01a1fe4b-b09a-7eb6-860a-94a0c30fb738',1,'RUNNING',4,1.79526773598166084289e+09,NULL,1.79526773600496101384e+09,NULL,NULL,0,11);
INSERT INTO "runs" VALUES('01a1fe4b-b1b4-77f6-8066-97a1900d0a8b','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,1842515611,'{}',NULL,'retrying',NULL,NULL,'drain',1000000000.0,1.79526773598889446254e+09,2.79526773598889446254e+09,5,'01a1fe4b-b09a-7eb6-860a-94a0c30fb738',1,'RUNNING',4,1.79526773598889446254e+09,NULL,1.7952677360117344856e+09,NULL,NULL,0,11);
INSERT INTO "runs" VALUES('01a1fe4b-b1b8-7ed6-9f0f-4f3357f4e096','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,1790921346,'{}',NULL,'another',NULL,NULL,'drain',NULL,1.7952677359926156997e+09,NULL,5,'01a1fe4b-b09a-7eb6-860a-94a0c30fb738',1,'RUNNING',4,1.79526773601412367818e+09,NULL,1.79526773602446866034e+09,NULL,NULL,0,11);
INSERT INTO "runs" VALUES('01a1fe4b-b1c1-7321-a1d7-d6a5d82747f7','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,1330857165,'{}',NULL,'pending',NULL,NULL,'drain',NULL,1.79526773600160717957e+09,NULL,5,'01a1fe4b-b09a-7eb6-860a-94a0c30fb738',1,'PENDING',0,NULL,NULL,1.79526773600160717957e+09,NULL,NULL,0,1);
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
INSERT INTO "step_executions" VALUES('01a1fe4b-b0b3-7fce-aa47-a849df1ca892','add',5,2,1,0,0,'COMPLETED','"read"',X'3230',NULL,0,2322626082,NULL,1.79526773573592185974e+09,1.79526773573732590675e+09,1795267735.73735,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe4b-b0b3-7fce-aa47-a849df1ca892','finish',10,4,1,0,0,'COMPLETED','"halve"',X'322E35',NULL,0,2233083363,NULL,1.79526773573883128166e+09,1.79526773573949408532e+09,1.79526773573952531815e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe4b-b0b3-7fce-aa47-a849df1ca892','halve',8,3,1,0,0,'COMPLETED','"add"',X'3130',NULL,0,2707236321,NULL,1.79526773573735880847e+09,1.79526773573881554598e+09,1.7952677357388262749e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe4b-b0b3-7fce-aa47-a849df1ca892','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/byhand/gorkflow/runtime/attempt.py\", line 77, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/byhand/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79526773573592185974e+09,1.7952677357368695736e+09,1.79526773573690032964e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe4b-b0b3-7fce-aa47-a849df1ca892','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B31302C2D31305D',NULL,0,3730618441,NULL,1.79526773573166704175e+09,1.79526773573531770703e+09,1.7952677357359113693e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe4b-b0bc-7dff-a7e0-211bfa78f8de','add',5,2,1,0,0,'COMPLETED','"read"',X'34',NULL,0,4088798008,NULL,1.79526773574126434322e+09,1.7952677357435650826e+09,1.79526773574358606338e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe4b-b0bc-7dff-a7e0-211bfa78f8de','finish',9,4,1,0,0,'COMPLETED','"halve"',X'312E30',NULL,0,4147539765,NULL,1.79526773574359464649e+09,1.79526773574432921406e+09,1.79526773574435257914e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe4b-b0bc-7dff-a7e0-211bfa78f8de','halve',8,3,0,0,0,'SKIPPED','"add"',NULL,'"add"',0,NULL,NULL,1.79526773574359464649e+09,NULL,1.79526773574359464649e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe4b-b0bc-7dff-a7e0-211bfa78f8de','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/byhand/gorkflow/runtime/attempt.py\", line 77, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/byhand/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79526773574126434322e+09,1.79526773574334430694e+09,1.79526773574336099628e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe4b-b0bc-7dff-a7e0-211bfa78f8de','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B322C2D325D',NULL,0,783355516,NULL,1.79526773574013805384e+09,1.79526773574106097213e+09,1.79526773574125981334e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe4b-b0c1-7f53-9380-04f7058cd52a','add',5,NULL,1,1,0,'FAILED','"read"',NULL,NULL,0,NULL,'{"code":"execution","type":"ValueError","message":"too much\nfor one line","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/byhand/gorkflow/runtime/attempt.py\", line 77, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/byhand/tests/stores/old_store.py\", line 41, in add\n    raise ValueError(\"too much\\nfor one line\")\nValueError: too much\nfor one line\n","step_id":"add","attempt":1}',1.79526773574601268765e+09,1.79526773574660301205e+09,1.795267735746619463e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe4b-b0c1-7f53-9380-04f7058cd52a','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/byhand/gorkflow/runtime/attempt.py\", line 77, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/byhand/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79526773574601268765e+09,1.79526773574642443658e+09,1.79526773574643731118e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe4b-b0c1-7f53-9380-04f7058cd52a','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B313030302C2D313030305D',NULL,0,761622427,NULL,1.79526773574502754209e+09,1.79526773574598407746e+09,1.79526773574600958822e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe4b-b0c3-794d-93ca-4f8794a6f7f3','add',5,2,1,0,0,'COMPLETED','"read"',X'3134',NULL,0,2788221432,NULL,1.79526773574967074388e+09,1.79526773575161886211e+09,1795267735.75163,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe4b-b0c3-794d-93ca-4f8794a6f7f3','finish',10,NULL,1,0,0,'CANCELLED','"halve"',NULL,NULL,0,NULL,NULL,1.79526773575376176828e+09,1.79526773575426411627e+09,1.79526773597704100609e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe4b-b0c3-794d-93ca-4f8794a6f7f3','halve',8,3,1,0,0,'COMPLETED','"add"',X'37',NULL,0,1790921346,NULL,1795267735.75217,1.79526773575375342374e+09,1.79526773575375914572e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe4b-b0c3-794d-93ca-4f8794a6f7f3','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/byhand/gorkflow/runtime/attempt.py\", line 77, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/byhand/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79526773574967074388e+09,1.79526773575145554536e+09,1.79526773575146555896e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe4b-b0c3-794d-93ca-4f8794a6f7f3','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B372C2D375D',NULL,0,2602988873,NULL,1.79526773574736976625e+09,1.79526773574964117999e+09,1.7952677357496674061e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe4b-b0c4-7176-a185-162e3f7368e7','add',4,1,1,0,0,'COMPLETED','"read"',X'3134',NULL,0,2788221432,NULL,1795267735.75029,1.7952677357513942718e+09,1.7952677357514250278e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe4b-b0c4-7176-a185-162e3f7368e7','end',8,NULL,1,0,0,'RUNNING','"halve"',NULL,NULL,0,NULL,NULL,1.795267735753446579e+09,1.795267735753446579e+09,NULL,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe4b-b0c4-7176-a185-162e3f7368e7','halve',6,2,1,0,0,'COMPLETED','"add"',X'37',NULL,0,1790921346,NULL,1.79526773575142812732e+09,1.79526773575343537325e+09,1.79526773575344300269e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe4b-b0c4-7176-a185-162e3f7368e7','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B372C2D375D',NULL,0,2602988873,NULL,1.79526773574821615214e+09,1.79526773575026488303e+09,1.79526773575028681748e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe4b-b1ad-7f53-b1fa-a9fc28fdd503','add',5,2,1,0,0,'COMPLETED','"read"',X'3134',NULL,0,2788221432,NULL,1.79526773598919868468e+09,1.79526773599549865729e+09,1.79526773599553155901e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe4b-b1ad-7f53-b1fa-a9fc28fdd503','finish',10,NULL,1,0,0,'RUNNING','"halve"',NULL,NULL,0,NULL,NULL,1.79526773600496101384e+09,1.79526773600496101384e+09,NULL,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe4b-b1ad-7f53-b1fa-a9fc28fdd503','halve',8,3,1,0,0,'COMPLETED','"add"',X'37',NULL,0,1790921346,NULL,1.795267735995544672e+09,1.79526773600493645666e+09,1.7952677360049545765e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe4b-b1ad-7f53-b1fa-a9fc28fdd503','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/byhand/gorkflow/runtime/attempt.py\", line 77, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/byhand/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79526773598919868468e+09,1.79526773599486446381e+09,1.79526773599490094184e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe4b-b1ad-7f53-b1fa-a9fc28fdd503','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B372C2D375D',NULL,0,2602988873,NULL,1.79526773598166084289e+09,1.7952677359891266823e+09,1.79526773598919177051e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe4b-b1b4-77f6-8066-97a1900d0a8b','add',5,2,1,0,0,'COMPLETED','"read"',X'36',NULL,0,498629140,NULL,1.79526773599279856679e+09,1.79526773600206971163e+09,1.79526773600210285191e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe4b-b1b4-77f6-8066-97a1900d0a8b','finish',9,NULL,1,1,0,'RETRYING','"halve"',NULL,NULL,0,NULL,'{"code":"execution","type":"ConnectionError","message":"not yet","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/byhand/gorkflow/runtime/attempt.py\", line 77, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/byhand/tests/stores/old_store.py\", line 61, in finish\n    raise ConnectionError(\"not yet\")\nConnectionError: not yet\n","step_id":"finish","attempt":1}',1.79526773600211358074e+09,1.79526773601135659214e+09,1.79526773601141595836e+09,1.79526773651173448568e+09,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe4b-b1b4-77f6-8066-97a1900d0a8b','halve',8,3,0,0,0,'SKIPPED','"add"',NULL,'"add"',0,NULL,NULL,1.79526773600211358074e+09,NULL,1.79526773600211358074e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe4b-b1b4-77f6-8066-97a1900d0a8b','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/byhand/gorkflow/runtime/attempt.py\", line 77, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/byhand/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79526773599279856679e+09,1.79526773600172424318e+09,1.79526773600175118443e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe4b-b1b4-77f6-8066-97a1900d0a8b','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B332C2D335D',NULL,0,181016205,NULL,1.79526773598889446254e+09,1.79526773599274849886e+09,1.79526773599279308325e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe4b-b1b8-7ed6-9f0f-4f3357f4e096','add',5,2,1,0,0,'COMPLETED','"read"',X'3134',NULL,0,2788221432,NULL,1.79526773601847457889e+09,1.79526773601958251e+09,1.79526773601961588859e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe4b-b1b8-7ed6-9f0f-4f3357f4e096','finish',10,NULL,1,0,0,'RUNNING','"halve"',NULL,NULL,0,NULL,NULL,1.79526773602446866034e+09,1.79526773602446866034e+09,NULL,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe4b-b1b8-7ed6-9f0f-4f3357f4e096','halve',8,3,1,0,0,'COMPLETED','"add"',X'37',NULL,0,1790921346,NULL,1.79526773601962399487e+09,1.79526773602444434168e+09,1.79526773602446198469e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe4b-b1b8-7ed6-9f0f-4f3357f4e096','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/byhand/gorkflow/runtime/attempt.py\", line 77, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/byhand/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79526773601847457889e+09,1.79526773601930952073e+09,1.79526773601933288572e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe4b-b1b8-7ed6-9f0f-4f3357f4e096','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B372C2D375D',NULL,0,2602988873,NULL,1.7952677359926156997e+09,1.79526773601839542389e+09,1.79526773601846647262e+09,NULL,NULL,'loop');
CREATE TABLE step_inputs (
    run_id TEXT NOT NULL,
    step_id TEXT NOT NULL,
    input BLOB NOT NULL,
    arm INTEGER NOT NULL,
    checksum INTEGER NOT NULL,
    PRIMARY KEY (run_id, step_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX runs_by_key ON runs (idempotency_key) WHERE idempotency_key IS NOT NULL;
CREATE INDEX runs_open ON runs (owner, workflow_id, workflow_version, created_at, run_id)
    WHERE status IN ('PENDING', 'RUNNING', 'WAITING', 'SUSPENDED', 'COMPENSATING');
CREATE INDEX runs_by_age ON runs (created_at, run_id);
CREATE INDEX runs_by_status ON runs (status, created_at, run_id);
CREATE INDEX runs_by_workflow ON runs (workflow_id, created_at, run_id);
CREATE INDEX runs_by_resource ON runs (resource_id, created_at, run_id) WHERE resource_id IS NOT NULL;
CREATE INDEX runs_ended ON runs (status, completed_at, run_id) WHERE completed_at IS NOT NULL;
CREATE INDEX inbox_waiting ON inbox (run_id) WHERE consumed = 0;
COMMIT;
