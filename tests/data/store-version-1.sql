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
INSERT INTO "engines" VALUES('01a1ff66-da47-747e-89ba-9523d55b4abc','a-host',1,1.79528629307425785068e+09,35948.451699372,30.0);
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
INSERT INTO "events" VALUES('01a1ff66-da5f-7d6f-8efe-a7353635fe32',1,1.79528629308758044241e+09,'RunCreated',NULL,NULL,'{"tags": {"kind": "completed", "of": "v1"}}');
INSERT INTO "events" VALUES('01a1ff66-da5f-7d6f-8efe-a7353635fe32',2,1.79528629308758044241e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff66-da5f-7d6f-8efe-a7353635fe32',3,1.79528629308758044241e+09,'StepStarted','read',1,'{"code": "4db41094b277ce55"}');
INSERT INTO "events" VALUES('01a1ff66-da5f-7d6f-8efe-a7353635fe32',4,1.79528629309376454355e+09,'StepCompleted','read',1,'{"bytes": 8, "checksum": 3730618441, "started_at": 1795286293.093617, "ended_at": 1795286293.0937467}');
INSERT INTO "events" VALUES('01a1ff66-da5f-7d6f-8efe-a7353635fe32',5,1.79528629309376454355e+09,'StepStarted','note',1,'{"code": "18325d97e313b95e"}');
INSERT INTO "events" VALUES('01a1ff66-da5f-7d6f-8efe-a7353635fe32',6,1.79528629309376454355e+09,'StepStarted','add',1,'{"code": "5b0dd267ef670d44"}');
INSERT INTO "events" VALUES('01a1ff66-da5f-7d6f-8efe-a7353635fe32',7,1.79528629309579348559e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/sched/gorkflow/runtime/attempt.py\", line 78, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/sched/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795286293.0948143, "ended_at": 1795286293.094867, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a1ff66-da5f-7d6f-8efe-a7353635fe32',8,1.79528629309579348559e+09,'StepCompleted','add',1,'{"bytes": 2, "checksum": 2322626082, "started_at": 1795286293.0957, "ended_at": 1795286293.0957723}');
INSERT INTO "events" VALUES('01a1ff66-da5f-7d6f-8efe-a7353635fe32',9,1.79528629309579348559e+09,'StepStarted','halve',1,'{"condition": true, "code": "252be649bdf8f136"}');
INSERT INTO "events" VALUES('01a1ff66-da5f-7d6f-8efe-a7353635fe32',10,1.79528629309688735008e+09,'StepCompleted','halve',1,'{"bytes": 2, "checksum": 2707236321, "started_at": 1795286293.09685, "ended_at": 1795286293.0968776}');
INSERT INTO "events" VALUES('01a1ff66-da5f-7d6f-8efe-a7353635fe32',11,1.79528629309688735008e+09,'StepStarted','finish',1,'{"code": "722cb147c8467866"}');
INSERT INTO "events" VALUES('01a1ff66-da5f-7d6f-8efe-a7353635fe32',12,1.79528629309763836856e+09,'StepCompleted','finish',1,'{"bytes": 3, "checksum": 2233083363, "started_at": 1795286293.0975602, "ended_at": 1795286293.0976284}');
INSERT INTO "events" VALUES('01a1ff66-da5f-7d6f-8efe-a7353635fe32',13,1.79528629309763836856e+09,'RunCompleted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff66-da6a-7c1f-a533-f7ae9aad86c1',1,1.79528629309860014912e+09,'RunCreated',NULL,NULL,'{"tags": {"kind": "skipped", "of": "v1"}}');
INSERT INTO "events" VALUES('01a1ff66-da6a-7c1f-a533-f7ae9aad86c1',2,1.79528629309860014912e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff66-da6a-7c1f-a533-f7ae9aad86c1',3,1.79528629309860014912e+09,'StepStarted','read',1,'{"code": "4db41094b277ce55"}');
INSERT INTO "events" VALUES('01a1ff66-da6a-7c1f-a533-f7ae9aad86c1',4,1.79528629309972095496e+09,'StepCompleted','read',1,'{"bytes": 6, "checksum": 783355516, "started_at": 1795286293.0996292, "ended_at": 1795286293.0997136}');
INSERT INTO "events" VALUES('01a1ff66-da6a-7c1f-a533-f7ae9aad86c1',5,1.79528629309972095496e+09,'StepStarted','note',1,'{"code": "18325d97e313b95e"}');
INSERT INTO "events" VALUES('01a1ff66-da6a-7c1f-a533-f7ae9aad86c1',6,1.79528629309972095496e+09,'StepStarted','add',1,'{"code": "5b0dd267ef670d44"}');
INSERT INTO "events" VALUES('01a1ff66-da6a-7c1f-a533-f7ae9aad86c1',7,1.79528629310109257696e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/sched/gorkflow/runtime/attempt.py\", line 78, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/sched/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795286293.1004846, "ended_at": 1795286293.100526, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a1ff66-da6a-7c1f-a533-f7ae9aad86c1',8,1.79528629310109257696e+09,'StepCompleted','add',1,'{"bytes": 1, "checksum": 4088798008, "started_at": 1795286293.1010172, "ended_at": 1795286293.1010778}');
INSERT INTO "events" VALUES('01a1ff66-da6a-7c1f-a533-f7ae9aad86c1',9,1.79528629310109257696e+09,'StepSkipped','halve',NULL,'{"condition": false}');
INSERT INTO "events" VALUES('01a1ff66-da6a-7c1f-a533-f7ae9aad86c1',10,1.79528629310109257696e+09,'StepStarted','finish',1,'{"code": "722cb147c8467866"}');
INSERT INTO "events" VALUES('01a1ff66-da6a-7c1f-a533-f7ae9aad86c1',11,1.79528629310215473175e+09,'StepCompleted','finish',1,'{"bytes": 3, "checksum": 4147539765, "started_at": 1795286293.1020997, "ended_at": 1795286293.1021469}');
INSERT INTO "events" VALUES('01a1ff66-da6a-7c1f-a533-f7ae9aad86c1',12,1.79528629310215473175e+09,'RunCompleted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff66-da6f-772d-9698-b7dac1b9cee2',1,1.79528629310300588605e+09,'RunCreated',NULL,NULL,'{"tags": {"kind": "failed", "of": "v1"}}');
INSERT INTO "events" VALUES('01a1ff66-da6f-772d-9698-b7dac1b9cee2',2,1.79528629310300588605e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff66-da6f-772d-9698-b7dac1b9cee2',3,1.79528629310300588605e+09,'StepStarted','read',1,'{"code": "4db41094b277ce55"}');
INSERT INTO "events" VALUES('01a1ff66-da6f-772d-9698-b7dac1b9cee2',4,1.79528629310422897335e+09,'StepCompleted','read',1,'{"bytes": 12, "checksum": 761622427, "started_at": 1795286293.1041343, "ended_at": 1795286293.1042206}');
INSERT INTO "events" VALUES('01a1ff66-da6f-772d-9698-b7dac1b9cee2',5,1.79528629310422897335e+09,'StepStarted','note',1,'{"code": "18325d97e313b95e"}');
INSERT INTO "events" VALUES('01a1ff66-da6f-772d-9698-b7dac1b9cee2',6,1.79528629310422897335e+09,'StepStarted','add',1,'{"code": "5b0dd267ef670d44"}');
INSERT INTO "events" VALUES('01a1ff66-da6f-772d-9698-b7dac1b9cee2',7,1.79528629310597538952e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/sched/gorkflow/runtime/attempt.py\", line 78, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/sched/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795286293.1050727, "ended_at": 1795286293.1051297, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a1ff66-da6f-772d-9698-b7dac1b9cee2',8,1.79528629310597538952e+09,'StepFailed','add',1,'{"error": {"code": "execution", "type": "ValueError", "message": "too much\nfor one line", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/sched/gorkflow/runtime/attempt.py\", line 78, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/sched/tests/stores/old_store.py\", line 41, in add\n    raise ValueError(\"too much\\nfor one line\")\nValueError: too much\nfor one line\n", "step_id": "add", "attempt": 1}, "tolerated": false, "started_at": 1795286293.1056008, "ended_at": 1795286293.1056676}');
INSERT INTO "events" VALUES('01a1ff66-da6f-772d-9698-b7dac1b9cee2',9,1.79528629310597538952e+09,'RunFailed',NULL,NULL,'{"error": {"code": "execution", "type": "ValueError", "message": "too much\nfor one line", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/sched/gorkflow/runtime/attempt.py\", line 78, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/sched/tests/stores/old_store.py\", line 41, in add\n    raise ValueError(\"too much\\nfor one line\")\nValueError: too much\nfor one line\n", "step_id": "add", "attempt": 1}}');
INSERT INTO "events" VALUES('01a1ff66-da73-74a5-9163-3415b1be5b56',1,1.79528629310711240773e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff66-da73-74a5-9163-3415b1be5b56',2,1.79528629310711240773e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff66-da73-74a5-9163-3415b1be5b56',3,1.79528629310711240773e+09,'StepStarted','read',1,'{"code": "4db41094b277ce55"}');
INSERT INTO "events" VALUES('01a1ff66-da73-74a5-9163-3415b1be5b56',4,1.79528629310971927644e+09,'StepCompleted','read',1,'{"bytes": 6, "checksum": 2602988873, "started_at": 1795286293.109641, "ended_at": 1795286293.1097121}');
INSERT INTO "events" VALUES('01a1ff66-da73-74a5-9163-3415b1be5b56',5,1.79528629310971927644e+09,'StepStarted','note',1,'{"code": "18325d97e313b95e"}');
INSERT INTO "events" VALUES('01a1ff66-da73-74a5-9163-3415b1be5b56',6,1.79528629310971927644e+09,'StepStarted','add',1,'{"code": "5b0dd267ef670d44"}');
INSERT INTO "events" VALUES('01a1ff66-da73-74a5-9163-3415b1be5b56',7,1.79528629311212968829e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/sched/gorkflow/runtime/attempt.py\", line 78, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/sched/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795286293.111596, "ended_at": 1795286293.111628, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a1ff66-da73-74a5-9163-3415b1be5b56',8,1.79528629311212968829e+09,'StepCompleted','add',1,'{"bytes": 2, "checksum": 2788221432, "started_at": 1795286293.1120615, "ended_at": 1795286293.1120963}');
INSERT INTO "events" VALUES('01a1ff66-da73-74a5-9163-3415b1be5b56',9,1.79528629311212968829e+09,'StepStarted','halve',1,'{"condition": true, "code": "252be649bdf8f136"}');
INSERT INTO "events" VALUES('01a1ff66-da73-74a5-9163-3415b1be5b56',10,1.79528629311333417888e+09,'StepCompleted','halve',1,'{"bytes": 1, "checksum": 1790921346, "started_at": 1795286293.1133244, "ended_at": 1795286293.1133313}');
INSERT INTO "events" VALUES('01a1ff66-da73-74a5-9163-3415b1be5b56',11,1.79528629311333417888e+09,'StepStarted','finish',1,'{"code": "722cb147c8467866"}');
INSERT INTO "events" VALUES('01a1ff66-da73-74a5-9163-3415b1be5b56',12,1.79528629333831906324e+09,'RunCancelRequested',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff66-da73-74a5-9163-3415b1be5b56',13,1.79528629333831906324e+09,'StepCancelled','finish',1,'{"started_at": 1795286293.1140702}');
INSERT INTO "events" VALUES('01a1ff66-da73-74a5-9163-3415b1be5b56',14,1.79528629333831906324e+09,'RunCancelled',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff66-da74-7885-aafb-6f05be410bcb',1,1.79528629310855484006e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff66-da74-7885-aafb-6f05be410bcb',2,1.79528629310855484006e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff66-da74-7885-aafb-6f05be410bcb',3,1.79528629310855484006e+09,'StepStarted','read',1,'{"code": "4db41094b277ce55"}');
INSERT INTO "events" VALUES('01a1ff66-da74-7885-aafb-6f05be410bcb',4,1795286293.11152,'StepCompleted','read',1,'{"bytes": 6, "checksum": 2602988873, "started_at": 1795286293.111445, "ended_at": 1795286293.1115131}');
INSERT INTO "events" VALUES('01a1ff66-da74-7885-aafb-6f05be410bcb',5,1795286293.11152,'StepStarted','add',1,'{"code": "5b0dd267ef670d44"}');
INSERT INTO "events" VALUES('01a1ff66-da74-7885-aafb-6f05be410bcb',6,1.79528629311327624323e+09,'StepCompleted','add',1,'{"bytes": 2, "checksum": 2788221432, "started_at": 1795286293.1132393, "ended_at": 1795286293.1132708}');
INSERT INTO "events" VALUES('01a1ff66-da74-7885-aafb-6f05be410bcb',7,1.79528629311327624323e+09,'StepStarted','halve',1,'{"code": "252be649bdf8f136"}');
INSERT INTO "events" VALUES('01a1ff66-da74-7885-aafb-6f05be410bcb',8,1.79528629311401391032e+09,'StepCompleted','halve',1,'{"bytes": 1, "checksum": 1790921346, "started_at": 1795286293.1139884, "ended_at": 1795286293.1140075}');
INSERT INTO "events" VALUES('01a1ff66-da74-7885-aafb-6f05be410bcb',9,1.79528629311401391032e+09,'StepStarted','end',1,'{"code": "722cb147c8467866"}');
INSERT INTO "events" VALUES('01a1ff66-da74-7885-aafb-6f05be410bcb',10,1.79528629402953290939e+09,'RunSuspended',NULL,NULL,'{"error": {"code": "definition_mismatch", "type": "DefinitionMismatchError", "message": "run 01a1ff66-da74-7885-aafb-6f05be410bcb: workflow ''changing'' version ''1'' is not the one that the run has executed; bring the code back, give the changed one a version of its own, or take the run over as it is: gorkflow migrate 01a1ff66-da74-7885-aafb-6f05be410bcb\n  - step ''add'' is gone; is it ''ADD'' now?\n  - step ''halve'': takes ADD instead of add"}}');
INSERT INTO "events" VALUES('01a1ff66-db5b-7e83-bf2e-34f28d2e1e3a',1,1.79528629333990550039e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff66-db5b-7e83-bf2e-34f28d2e1e3a',2,1.79528629333990550039e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff66-db5b-7e83-bf2e-34f28d2e1e3a',3,1.79528629333990550039e+09,'StepStarted','read',1,'{"code": "4db41094b277ce55"}');
INSERT INTO "events" VALUES('01a1ff66-db5b-7e83-bf2e-34f28d2e1e3a',4,1.79528629334073925021e+09,'StepCompleted','read',1,'{"bytes": 6, "checksum": 181016205, "started_at": 1795286293.34067, "ended_at": 1795286293.340734}');
INSERT INTO "events" VALUES('01a1ff66-db5b-7e83-bf2e-34f28d2e1e3a',5,1.79528629334073925021e+09,'StepStarted','note',1,'{"code": "18325d97e313b95e"}');
INSERT INTO "events" VALUES('01a1ff66-db5b-7e83-bf2e-34f28d2e1e3a',6,1.79528629334073925021e+09,'StepStarted','add',1,'{"code": "5b0dd267ef670d44"}');
INSERT INTO "events" VALUES('01a1ff66-db5b-7e83-bf2e-34f28d2e1e3a',7,1.79528629334178400044e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/sched/gorkflow/runtime/attempt.py\", line 78, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/sched/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795286293.3414166, "ended_at": 1795286293.341445, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a1ff66-db5b-7e83-bf2e-34f28d2e1e3a',8,1.79528629334178400044e+09,'StepCompleted','add',1,'{"bytes": 1, "checksum": 498629140, "started_at": 1795286293.3417463, "ended_at": 1795286293.3417761}');
INSERT INTO "events" VALUES('01a1ff66-db5b-7e83-bf2e-34f28d2e1e3a',9,1.79528629334178400044e+09,'StepSkipped','halve',NULL,'{"condition": false}');
INSERT INTO "events" VALUES('01a1ff66-db5b-7e83-bf2e-34f28d2e1e3a',10,1.79528629334178400044e+09,'StepStarted','finish',1,'{"code": "722cb147c8467866"}');
INSERT INTO "events" VALUES('01a1ff66-db5b-7e83-bf2e-34f28d2e1e3a',11,1.79528629334260559084e+09,'StepRetryScheduled','finish',1,'{"error": {"code": "execution", "type": "ConnectionError", "message": "not yet", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/sched/gorkflow/runtime/attempt.py\", line 78, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/sched/tests/stores/old_store.py\", line 61, in finish\n    raise ConnectionError(\"not yet\")\nConnectionError: not yet\n", "step_id": "finish", "attempt": 1}, "next_attempt_at": 1795286293.8426056, "started_at": 1795286293.3423698, "ended_at": 1795286293.342408}');
INSERT INTO "events" VALUES('01a1ff66-dc37-70af-928e-451a46ad0bfc',1,1.79528629355904340743e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff66-dc37-70af-928e-451a46ad0bfc',2,1.79528629355904340743e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff66-dc37-70af-928e-451a46ad0bfc',3,1.79528629355904340743e+09,'StepStarted','read',1,'{"code": "4db41094b277ce55"}');
INSERT INTO "events" VALUES('01a1ff66-dc37-70af-928e-451a46ad0bfc',4,1.7952862935610656739e+09,'StepCompleted','read',1,'{"bytes": 6, "checksum": 2602988873, "started_at": 1795286293.5609565, "ended_at": 1795286293.5610573}');
INSERT INTO "events" VALUES('01a1ff66-dc37-70af-928e-451a46ad0bfc',5,1.7952862935610656739e+09,'StepStarted','note',1,'{"code": "18325d97e313b95e"}');
INSERT INTO "events" VALUES('01a1ff66-dc37-70af-928e-451a46ad0bfc',6,1.7952862935610656739e+09,'StepStarted','add',1,'{"code": "5b0dd267ef670d44"}');
INSERT INTO "events" VALUES('01a1ff66-dc37-70af-928e-451a46ad0bfc',7,1.79528629356253194813e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/sched/gorkflow/runtime/attempt.py\", line 78, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/sched/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795286293.5619564, "ended_at": 1795286293.561996, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a1ff66-dc37-70af-928e-451a46ad0bfc',8,1.79528629356253194813e+09,'StepCompleted','add',1,'{"bytes": 2, "checksum": 2788221432, "started_at": 1795286293.5624604, "ended_at": 1795286293.5625174}');
INSERT INTO "events" VALUES('01a1ff66-dc37-70af-928e-451a46ad0bfc',9,1.79528629356253194813e+09,'StepStarted','halve',1,'{"condition": true, "code": "252be649bdf8f136"}');
INSERT INTO "events" VALUES('01a1ff66-dc37-70af-928e-451a46ad0bfc',10,1.79528629356383419039e+09,'StepCompleted','halve',1,'{"bytes": 1, "checksum": 1790921346, "started_at": 1795286293.5637946, "ended_at": 1795286293.5638247}');
INSERT INTO "events" VALUES('01a1ff66-dc37-70af-928e-451a46ad0bfc',11,1.79528629356383419039e+09,'StepStarted','finish',1,'{"code": "722cb147c8467866"}');
INSERT INTO "events" VALUES('01a1ff66-dd1b-7de3-b21a-b14396999143',1,1.7952862937877271175e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff66-dd1d-75af-9fed-6fa530460de1',1,1.79528629378923702247e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff66-dd1f-7360-9c03-29126ee7518a',1,1.79528629379110884665e+09,'RunCreated',NULL,NULL,'{"tags": {"kind": "completed", "of": "v1"}, "forked_from": "01a1ff66-da5f-7d6f-8efe-a7353635fe32", "from_step": "add"}');
INSERT INTO "events" VALUES('01a1ff66-dd1f-7360-9c03-29126ee7518a',2,1.79528629379110884665e+09,'StepKept','read',1,'{"status": "COMPLETED", "failures": 0, "bytes": 8, "checksum": 3730618441, "started_at": 1795286293.093617, "ended_at": 1795286293.0937467}');
INSERT INTO "events" VALUES('01a1ff66-dd1f-7360-9c03-29126ee7518a',3,1.79528629379110884665e+09,'StepKept','note',1,'{"status": "FAILED", "failures": 1, "bytes": 9, "checksum": 778569163, "error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/sched/gorkflow/runtime/attempt.py\", line 78, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/sched/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "started_at": 1795286293.0948143, "ended_at": 1795286293.094867}');
INSERT INTO "events" VALUES('01a1ff66-dd1f-7360-9c03-29126ee7518a',4,1.79528629379110884665e+09,'StepInputGiven','add',NULL,'{"bytes": 4, "checksum": 3054569126}');
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
INSERT INTO "run_inputs" VALUES('01a1ff66-da5f-7d6f-8efe-a7353635fe32',X'3130');
INSERT INTO "run_inputs" VALUES('01a1ff66-da6a-7c1f-a533-f7ae9aad86c1',X'32');
INSERT INTO "run_inputs" VALUES('01a1ff66-da6f-772d-9698-b7dac1b9cee2',X'31303030');
INSERT INTO "run_inputs" VALUES('01a1ff66-da73-74a5-9163-3415b1be5b56',X'37');
INSERT INTO "run_inputs" VALUES('01a1ff66-da74-7885-aafb-6f05be410bcb',X'37');
INSERT INTO "run_inputs" VALUES('01a1ff66-db5b-7e83-bf2e-34f28d2e1e3a',X'33');
INSERT INTO "run_inputs" VALUES('01a1ff66-dc37-70af-928e-451a46ad0bfc',X'37');
INSERT INTO "run_inputs" VALUES('01a1ff66-dd1b-7de3-b21a-b14396999143',X'37');
INSERT INTO "run_inputs" VALUES('01a1ff66-dd1d-75af-9fed-6fa530460de1',X'3132');
INSERT INTO "run_inputs" VALUES('01a1ff66-dd1f-7360-9c03-29126ee7518a',X'3130');
CREATE TABLE run_state (
    run_id TEXT NOT NULL,
    key TEXT NOT NULL,
    step_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    value BLOB,
    PRIMARY KEY (run_id, key, step_id)
) STRICT;
INSERT INTO "run_state" VALUES('01a1ff66-da5f-7d6f-8efe-a7353635fe32','words','read',4,X'015B2272C3A96164222C223130225D');
INSERT INTO "run_state" VALUES('01a1ff66-da6a-7c1f-a533-f7ae9aad86c1','words','read',4,X'015B2272C3A96164222C2232225D');
INSERT INTO "run_state" VALUES('01a1ff66-da6f-772d-9698-b7dac1b9cee2','words','read',4,X'015B2272C3A96164222C2231303030225D');
INSERT INTO "run_state" VALUES('01a1ff66-da73-74a5-9163-3415b1be5b56','words','read',4,X'015B2272C3A96164222C2237225D');
INSERT INTO "run_state" VALUES('01a1ff66-da74-7885-aafb-6f05be410bcb','words','read',4,X'015B2272C3A96164222C2237225D');
INSERT INTO "run_state" VALUES('01a1ff66-db5b-7e83-bf2e-34f28d2e1e3a','words','read',4,X'015B2272C3A96164222C2233225D');
INSERT INTO "run_state" VALUES('01a1ff66-dc37-70af-928e-451a46ad0bfc','words','read',4,X'015B2272C3A96164222C2237225D');
INSERT INTO "run_state" VALUES('01a1ff66-dd1f-7360-9c03-29126ee7518a','words','read',2,X'015B2272C3A96164222C223130225D');
CREATE TABLE run_tags (
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    run_id TEXT NOT NULL,
    PRIMARY KEY (key, value, run_id)
) STRICT, WITHOUT ROWID;
INSERT INTO "run_tags" VALUES('kind','completed','01a1ff66-da5f-7d6f-8efe-a7353635fe32');
INSERT INTO "run_tags" VALUES('kind','completed','01a1ff66-dd1f-7360-9c03-29126ee7518a');
INSERT INTO "run_tags" VALUES('kind','failed','01a1ff66-da6f-772d-9698-b7dac1b9cee2');
INSERT INTO "run_tags" VALUES('kind','skipped','01a1ff66-da6a-7c1f-a533-f7ae9aad86c1');
INSERT INTO "run_tags" VALUES('of','v1','01a1ff66-da5f-7d6f-8efe-a7353635fe32');
INSERT INTO "run_tags" VALUES('of','v1','01a1ff66-da6a-7c1f-a533-f7ae9aad86c1');
INSERT INTO "run_tags" VALUES('of','v1','01a1ff66-da6f-772d-9698-b7dac1b9cee2');
INSERT INTO "run_tags" VALUES('of','v1','01a1ff66-dd1f-7360-9c03-29126ee7518a');
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
INSERT INTO "runs" VALUES('01a1ff66-da5f-7d6f-8efe-a7353635fe32','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,2707236321,'{"kind": "completed", "of": "v1"}',NULL,'completed',NULL,NULL,'drain',NULL,1.79528629308758044241e+09,NULL,5,NULL,1,'COMPLETED',5,1.79528629308758044241e+09,1.79528629309763836856e+09,1.79528629309763836856e+09,'"finish"',NULL,0,13);
INSERT INTO "runs" VALUES('01a1ff66-da6a-7c1f-a533-f7ae9aad86c1','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,450215437,'{"kind": "skipped", "of": "v1"}',NULL,'skipped',NULL,NULL,'drain',NULL,1.79528629309860014912e+09,NULL,5,NULL,1,'COMPLETED',5,1.79528629309860014912e+09,1.79528629310215473175e+09,1.79528629310215473175e+09,'"finish"',NULL,0,12);
INSERT INTO "runs" VALUES('01a1ff66-da6f-772d-9698-b7dac1b9cee2','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,3022496535,'{"kind": "failed", "of": "v1"}',NULL,'failed',NULL,NULL,'drain',NULL,1.79528629310300588605e+09,NULL,5,NULL,1,'FAILED',2,1.79528629310300588605e+09,1.79528629310597538952e+09,1.79528629310597538952e+09,NULL,'{"code":"execution","type":"ValueError","message":"too much\nfor one line","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/sched/gorkflow/runtime/attempt.py\", line 78, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/sched/tests/stores/old_store.py\", line 41, in add\n    raise ValueError(\"too much\\nfor one line\")\nValueError: too much\nfor one line\n","step_id":"add","attempt":1}',0,9);
INSERT INTO "runs" VALUES('01a1ff66-da73-74a5-9163-3415b1be5b56','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,1790921346,'{}','seven','cancelled',NULL,NULL,'drain',NULL,1.79528629310711240773e+09,NULL,5,NULL,1,'CANCELLED',4,1.79528629310711240773e+09,1.79528629333831906324e+09,1.79528629333831906324e+09,NULL,NULL,1,14);
INSERT INTO "runs" VALUES('01a1ff66-da74-7885-aafb-6f05be410bcb','changing','1','2fedfe00bb7c9fe42dad627508f8b2079a7e82f95ca9182710f42574cd05f7ea',0,1790921346,'{}',NULL,'suspended',NULL,NULL,'drain',NULL,1.79528629310855484006e+09,NULL,4,NULL,2,'SUSPENDED',3,1.79528629310855484006e+09,NULL,1.79528629402953290939e+09,NULL,'{"code":"definition_mismatch","type":"DefinitionMismatchError","message":"run 01a1ff66-da74-7885-aafb-6f05be410bcb: workflow ''changing'' version ''1'' is not the one that the run has executed; bring the code back, give the changed one a version of its own, or take the run over as it is: gorkflow migrate 01a1ff66-da74-7885-aafb-6f05be410bcb\n  - step ''add'' is gone; is it ''ADD'' now?\n  - step ''halve'': takes ADD instead of add"}',0,10);
INSERT INTO "runs" VALUES('01a1ff66-db5b-7e83-bf2e-34f28d2e1e3a','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,1842515611,'{}',NULL,'retrying',NULL,NULL,'drain',1000000000.0,1.79528629333990550039e+09,2.79528629333990573878e+09,5,'01a1ff66-da47-747e-89ba-9523d55b4abc',1,'RUNNING',4,1.79528629333990550039e+09,NULL,1.79528629334260559084e+09,NULL,NULL,0,11);
INSERT INTO "runs" VALUES('01a1ff66-dc37-70af-928e-451a46ad0bfc','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,1790921346,'{}',NULL,'running',NULL,NULL,'drain',1000000000.0,1.79528629355904340743e+09,2.79528629355904340752e+09,5,'01a1ff66-da47-747e-89ba-9523d55b4abc',1,'RUNNING',4,1.79528629355904340743e+09,NULL,1.79528629356383419039e+09,NULL,NULL,0,11);
INSERT INTO "runs" VALUES('01a1ff66-dd1b-7de3-b21a-b14396999143','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,1790921346,'{}',NULL,'another',NULL,NULL,'drain',NULL,1.7952862937877271175e+09,NULL,5,'01a1ff66-da47-747e-89ba-9523d55b4abc',1,'PENDING',0,NULL,NULL,1.7952862937877271175e+09,NULL,NULL,0,1);
INSERT INTO "runs" VALUES('01a1ff66-dd1d-75af-9fed-6fa530460de1','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,1330857165,'{}',NULL,'pending',NULL,NULL,'drain',NULL,1.79528629378923702247e+09,NULL,5,'01a1ff66-da47-747e-89ba-9523d55b4abc',1,'PENDING',0,NULL,NULL,1.79528629378923702247e+09,NULL,NULL,0,1);
INSERT INTO "runs" VALUES('01a1ff66-dd1f-7360-9c03-29126ee7518a','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,2707236321,'{"kind": "completed", "of": "v1"}',NULL,NULL,'01a1ff66-da5f-7d6f-8efe-a7353635fe32',NULL,'drain',NULL,1.79528629379110884665e+09,NULL,5,'01a1ff66-da47-747e-89ba-9523d55b4abc',1,'PENDING',2,NULL,NULL,1.79528629379110884665e+09,NULL,NULL,0,4);
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
INSERT INTO "step_executions" VALUES('01a1ff66-da5f-7d6f-8efe-a7353635fe32','add',5,2,1,0,0,'COMPLETED','"read"',X'3230',NULL,0,2322626082,NULL,1.79528629309376454355e+09,1795286293.0957,1.79528629309577226636e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff66-da5f-7d6f-8efe-a7353635fe32','finish',10,4,1,0,0,'COMPLETED','"halve"',X'322E35',NULL,0,2233083363,NULL,1.79528629309688735008e+09,1.79528629309756016735e+09,1.79528629309762835499e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff66-da5f-7d6f-8efe-a7353635fe32','halve',8,3,1,0,0,'COMPLETED','"add"',X'3130',NULL,0,2707236321,NULL,1.79528629309579348559e+09,1795286293.09685,1.79528629309687757491e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff66-da5f-7d6f-8efe-a7353635fe32','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/sched/gorkflow/runtime/attempt.py\", line 78, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/sched/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79528629309376454355e+09,1.79528629309481430054e+09,1.79528629309486699103e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff66-da5f-7d6f-8efe-a7353635fe32','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B31302C2D31305D',NULL,0,3730618441,NULL,1.79528629308758044241e+09,1.79528629309361696239e+09,1.79528629309374666215e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff66-da6a-7c1f-a533-f7ae9aad86c1','add',5,2,1,0,0,'COMPLETED','"read"',X'34',NULL,0,4088798008,NULL,1.79528629309972095496e+09,1.7952862931010172367e+09,1.79528629310107779503e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff66-da6a-7c1f-a533-f7ae9aad86c1','finish',9,4,1,0,0,'COMPLETED','"halve"',X'312E30',NULL,0,4147539765,NULL,1.79528629310109257696e+09,1.7952862931020996571e+09,1.79528629310214686391e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff66-da6a-7c1f-a533-f7ae9aad86c1','halve',8,3,0,0,0,'SKIPPED','"add"',NULL,'"add"',0,NULL,NULL,1.79528629310109257696e+09,NULL,1.79528629310109257696e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff66-da6a-7c1f-a533-f7ae9aad86c1','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/sched/gorkflow/runtime/attempt.py\", line 78, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/sched/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79528629309972095496e+09,1.79528629310048460959e+09,1.79528629310052609442e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff66-da6a-7c1f-a533-f7ae9aad86c1','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B322C2D325D',NULL,0,783355516,NULL,1.79528629309860014912e+09,1.7952862930996291638e+09,1.79528629309971356391e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff66-da6f-772d-9698-b7dac1b9cee2','add',5,NULL,1,1,0,'FAILED','"read"',NULL,NULL,0,NULL,'{"code":"execution","type":"ValueError","message":"too much\nfor one line","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/sched/gorkflow/runtime/attempt.py\", line 78, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/sched/tests/stores/old_store.py\", line 41, in add\n    raise ValueError(\"too much\\nfor one line\")\nValueError: too much\nfor one line\n","step_id":"add","attempt":1}',1.79528629310422897335e+09,1.79528629310560083388e+09,1.79528629310566759111e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff66-da6f-772d-9698-b7dac1b9cee2','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/sched/gorkflow/runtime/attempt.py\", line 78, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/sched/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79528629310422897335e+09,1.79528629310507273678e+09,1.79528629310512971876e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff66-da6f-772d-9698-b7dac1b9cee2','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B313030302C2D313030305D',NULL,0,761622427,NULL,1.79528629310300588605e+09,1.7952862931041343212e+09,1.79528629310422062868e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff66-da73-74a5-9163-3415b1be5b56','add',5,2,1,0,0,'COMPLETED','"read"',X'3134',NULL,0,2788221432,NULL,1.79528629310971927644e+09,1.79528629311206150052e+09,1.79528629311209630969e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff66-da73-74a5-9163-3415b1be5b56','finish',10,NULL,1,0,0,'CANCELLED','"halve"',NULL,NULL,0,NULL,NULL,1.79528629311333417888e+09,1.79528629311407017703e+09,1.79528629333831906324e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff66-da73-74a5-9163-3415b1be5b56','halve',8,3,1,0,0,'COMPLETED','"add"',X'37',NULL,0,1790921346,NULL,1.79528629311212968829e+09,1.79528629311332440371e+09,1.79528629311333131788e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff66-da73-74a5-9163-3415b1be5b56','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/sched/gorkflow/runtime/attempt.py\", line 78, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/sched/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79528629310971927644e+09,1.79528629311159610747e+09,1.79528629311162805557e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff66-da73-74a5-9163-3415b1be5b56','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B372C2D375D',NULL,0,2602988873,NULL,1.79528629310711240773e+09,1.79528629310964107511e+09,1.79528629310971212388e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff66-da74-7885-aafb-6f05be410bcb','add',4,1,1,0,0,'COMPLETED','"read"',X'3134',NULL,0,2788221432,NULL,1795286293.11152,1.79528629311323928829e+09,1.79528629311327075955e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff66-da74-7885-aafb-6f05be410bcb','end',8,NULL,1,0,0,'RUNNING','"halve"',NULL,NULL,0,NULL,NULL,1.79528629311401391032e+09,1.79528629311401391032e+09,NULL,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff66-da74-7885-aafb-6f05be410bcb','halve',6,2,1,0,0,'COMPLETED','"add"',X'37',NULL,0,1790921346,NULL,1.79528629311327624323e+09,1.79528629311398839948e+09,1.79528629311400747298e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff66-da74-7885-aafb-6f05be410bcb','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B372C2D375D',NULL,0,2602988873,NULL,1.79528629310855484006e+09,1.79528629311144495009e+09,1.79528629311151313781e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff66-db5b-7e83-bf2e-34f28d2e1e3a','add',5,2,1,0,0,'COMPLETED','"read"',X'36',NULL,0,498629140,NULL,1.79528629334073925021e+09,1.79528629334174633026e+09,1.7952862933417761326e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff66-db5b-7e83-bf2e-34f28d2e1e3a','finish',9,NULL,1,1,0,'RETRYING','"halve"',NULL,NULL,0,NULL,'{"code":"execution","type":"ConnectionError","message":"not yet","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/sched/gorkflow/runtime/attempt.py\", line 78, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/sched/tests/stores/old_store.py\", line 61, in finish\n    raise ConnectionError(\"not yet\")\nConnectionError: not yet\n","step_id":"finish","attempt":1}',1.79528629334178400044e+09,1.79528629334236979487e+09,1.79528629334240794179e+09,1.7952862938426055908e+09,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff66-db5b-7e83-bf2e-34f28d2e1e3a','halve',8,3,0,0,0,'SKIPPED','"add"',NULL,'"add"',0,NULL,NULL,1.79528629334178400044e+09,NULL,1.79528629334178400044e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff66-db5b-7e83-bf2e-34f28d2e1e3a','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/sched/gorkflow/runtime/attempt.py\", line 78, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/sched/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79528629334073925021e+09,1.79528629334141659737e+09,1.7952862933414449692e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff66-db5b-7e83-bf2e-34f28d2e1e3a','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B332C2D335D',NULL,0,181016205,NULL,1.79528629333990550039e+09,1795286293.34067,1.79528629334073400493e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff66-dc37-70af-928e-451a46ad0bfc','add',5,2,1,0,0,'COMPLETED','"read"',X'3134',NULL,0,2788221432,NULL,1.7952862935610656739e+09,1.79528629356246042254e+09,1.79528629356251740456e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff66-dc37-70af-928e-451a46ad0bfc','finish',10,NULL,1,0,0,'RUNNING','"halve"',NULL,NULL,0,NULL,NULL,1.79528629356383419039e+09,1.79528629356383419039e+09,NULL,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff66-dc37-70af-928e-451a46ad0bfc','halve',8,3,1,0,0,'COMPLETED','"add"',X'37',NULL,0,1790921346,NULL,1.79528629356253194813e+09,1.79528629356379461293e+09,1.79528629356382465366e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff66-dc37-70af-928e-451a46ad0bfc','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/sched/gorkflow/runtime/attempt.py\", line 78, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/sched/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.7952862935610656739e+09,1.79528629356195640557e+09,1.79528629356199598311e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff66-dc37-70af-928e-451a46ad0bfc','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B372C2D375D',NULL,0,2602988873,NULL,1.79528629355904340743e+09,1.79528629356095647813e+09,1.79528629356105732918e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff66-dd1f-7360-9c03-29126ee7518a','add',4,NULL,0,0,0,'PENDING','"@input:add"',NULL,NULL,0,NULL,NULL,1.79528629379110884665e+09,NULL,NULL,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff66-dd1f-7360-9c03-29126ee7518a','note',2,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/sched/gorkflow/runtime/attempt.py\", line 78, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/sched/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79528629309376454355e+09,1.79528629309481430054e+09,1.79528629309486699103e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff66-dd1f-7360-9c03-29126ee7518a','read',1,0,1,0,0,'COMPLETED','"@input"',X'5B31302C2D31305D',NULL,0,3730618441,NULL,1.79528629308758044241e+09,1.79528629309361696239e+09,1.79528629309374666215e+09,NULL,NULL,'loop');
CREATE TABLE step_inputs (
    run_id TEXT NOT NULL,
    step_id TEXT NOT NULL,
    input BLOB NOT NULL,
    arm INTEGER NOT NULL,
    checksum INTEGER NOT NULL,
    PRIMARY KEY (run_id, step_id)
) STRICT, WITHOUT ROWID;
INSERT INTO "step_inputs" VALUES('01a1ff66-dd1f-7360-9c03-29126ee7518a','add',X'5B31345D',0,3054569126);
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
