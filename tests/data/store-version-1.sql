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
INSERT INTO "engines" VALUES('01a1ff83-88a1-72ce-b48d-ba90d632be47','a-host',1,1.79528817272254872326e+09,37828.101101615,30.0);
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
INSERT INTO "events" VALUES('01a1ff83-88bf-73cf-8970-b7e1c6754ff4',1,1.79528817273562240602e+09,'RunCreated',NULL,NULL,'{"tags": {"kind": "completed", "of": "v1"}}');
INSERT INTO "events" VALUES('01a1ff83-88bf-73cf-8970-b7e1c6754ff4',2,1.79528817273562240602e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff83-88bf-73cf-8970-b7e1c6754ff4',3,1.79528817273562240602e+09,'StepStarted','read',1,'{"code": "4db41094b277ce55"}');
INSERT INTO "events" VALUES('01a1ff83-88bf-73cf-8970-b7e1c6754ff4',4,1.79528817273867797848e+09,'StepCompleted','read',1,'{"bytes": 8, "checksum": 3730618441, "started_at": 1795288172.7385845, "ended_at": 1795288172.7386658}');
INSERT INTO "events" VALUES('01a1ff83-88bf-73cf-8970-b7e1c6754ff4',5,1.79528817273867797848e+09,'StepStarted','note',1,'{"code": "18325d97e313b95e"}');
INSERT INTO "events" VALUES('01a1ff83-88bf-73cf-8970-b7e1c6754ff4',6,1.79528817273867797848e+09,'StepStarted','add',1,'{"code": "5b0dd267ef670d44"}');
INSERT INTO "events" VALUES('01a1ff83-88bf-73cf-8970-b7e1c6754ff4',7,1.7952881727400729656e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/sched/gorkflow/runtime/attempt.py\", line 78, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/sched/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795288172.7394264, "ended_at": 1795288172.7394662, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a1ff83-88bf-73cf-8970-b7e1c6754ff4',8,1.7952881727400729656e+09,'StepCompleted','add',1,'{"bytes": 2, "checksum": 2322626082, "started_at": 1795288172.7400115, "ended_at": 1795288172.7400594}');
INSERT INTO "events" VALUES('01a1ff83-88bf-73cf-8970-b7e1c6754ff4',9,1.7952881727400729656e+09,'StepStarted','halve',1,'{"condition": true, "code": "252be649bdf8f136"}');
INSERT INTO "events" VALUES('01a1ff83-88bf-73cf-8970-b7e1c6754ff4',10,1.79528817274109125132e+09,'StepCompleted','halve',1,'{"bytes": 2, "checksum": 2707236321, "started_at": 1795288172.7410603, "ended_at": 1795288172.741081}');
INSERT INTO "events" VALUES('01a1ff83-88bf-73cf-8970-b7e1c6754ff4',11,1.79528817274109125132e+09,'StepStarted','finish',1,'{"code": "722cb147c8467866"}');
INSERT INTO "events" VALUES('01a1ff83-88bf-73cf-8970-b7e1c6754ff4',12,1.79528817274155449868e+09,'StepCompleted','finish',1,'{"bytes": 3, "checksum": 2233083363, "started_at": 1795288172.7415032, "ended_at": 1795288172.7415462}');
INSERT INTO "events" VALUES('01a1ff83-88bf-73cf-8970-b7e1c6754ff4',13,1.79528817274155449868e+09,'RunCompleted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff83-88c6-7ce4-a6d3-b7ea2ce35843',1,1.7952881727421765327e+09,'RunCreated',NULL,NULL,'{"tags": {"kind": "skipped", "of": "v1"}}');
INSERT INTO "events" VALUES('01a1ff83-88c6-7ce4-a6d3-b7ea2ce35843',2,1.7952881727421765327e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff83-88c6-7ce4-a6d3-b7ea2ce35843',3,1.7952881727421765327e+09,'StepStarted','read',1,'{"code": "4db41094b277ce55"}');
INSERT INTO "events" VALUES('01a1ff83-88c6-7ce4-a6d3-b7ea2ce35843',4,1.79528817274286460869e+09,'StepCompleted','read',1,'{"bytes": 6, "checksum": 783355516, "started_at": 1795288172.7428055, "ended_at": 1795288172.7428586}');
INSERT INTO "events" VALUES('01a1ff83-88c6-7ce4-a6d3-b7ea2ce35843',5,1.79528817274286460869e+09,'StepStarted','note',1,'{"code": "18325d97e313b95e"}');
INSERT INTO "events" VALUES('01a1ff83-88c6-7ce4-a6d3-b7ea2ce35843',6,1.79528817274286460869e+09,'StepStarted','add',1,'{"code": "5b0dd267ef670d44"}');
INSERT INTO "events" VALUES('01a1ff83-88c6-7ce4-a6d3-b7ea2ce35843',7,1.7952881727436754704e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/sched/gorkflow/runtime/attempt.py\", line 78, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/sched/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795288172.743344, "ended_at": 1795288172.7433677, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a1ff83-88c6-7ce4-a6d3-b7ea2ce35843',8,1.7952881727436754704e+09,'StepCompleted','add',1,'{"bytes": 1, "checksum": 4088798008, "started_at": 1795288172.7436388, "ended_at": 1795288172.743666}');
INSERT INTO "events" VALUES('01a1ff83-88c6-7ce4-a6d3-b7ea2ce35843',9,1.7952881727436754704e+09,'StepSkipped','halve',NULL,'{"condition": false}');
INSERT INTO "events" VALUES('01a1ff83-88c6-7ce4-a6d3-b7ea2ce35843',10,1.7952881727436754704e+09,'StepStarted','finish',1,'{"code": "722cb147c8467866"}');
INSERT INTO "events" VALUES('01a1ff83-88c6-7ce4-a6d3-b7ea2ce35843',11,1.79528817274418497082e+09,'StepCompleted','finish',1,'{"bytes": 3, "checksum": 4147539765, "started_at": 1795288172.7441578, "ended_at": 1795288172.7441807}');
INSERT INTO "events" VALUES('01a1ff83-88c6-7ce4-a6d3-b7ea2ce35843',12,1.79528817274418497082e+09,'RunCompleted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff83-88c8-7aa2-8bd0-25f62e3dbf56',1,1.7952881727446966171e+09,'RunCreated',NULL,NULL,'{"tags": {"kind": "failed", "of": "v1"}}');
INSERT INTO "events" VALUES('01a1ff83-88c8-7aa2-8bd0-25f62e3dbf56',2,1.7952881727446966171e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff83-88c8-7aa2-8bd0-25f62e3dbf56',3,1.7952881727446966171e+09,'StepStarted','read',1,'{"code": "4db41094b277ce55"}');
INSERT INTO "events" VALUES('01a1ff83-88c8-7aa2-8bd0-25f62e3dbf56',4,1.79528817274538469309e+09,'StepCompleted','read',1,'{"bytes": 12, "checksum": 761622427, "started_at": 1795288172.7453418, "ended_at": 1795288172.7453802}');
INSERT INTO "events" VALUES('01a1ff83-88c8-7aa2-8bd0-25f62e3dbf56',5,1.79528817274538469309e+09,'StepStarted','note',1,'{"code": "18325d97e313b95e"}');
INSERT INTO "events" VALUES('01a1ff83-88c8-7aa2-8bd0-25f62e3dbf56',6,1.79528817274538469309e+09,'StepStarted','add',1,'{"code": "5b0dd267ef670d44"}');
INSERT INTO "events" VALUES('01a1ff83-88c8-7aa2-8bd0-25f62e3dbf56',7,1.79528817274619722369e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/sched/gorkflow/runtime/attempt.py\", line 78, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/sched/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795288172.7458062, "ended_at": 1795288172.7458253, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a1ff83-88c8-7aa2-8bd0-25f62e3dbf56',8,1.79528817274619722369e+09,'StepFailed','add',1,'{"error": {"code": "execution", "type": "ValueError", "message": "too much\nfor one line", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/sched/gorkflow/runtime/attempt.py\", line 78, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/sched/tests/stores/old_store.py\", line 42, in add\n    raise ValueError(\"too much\\nfor one line\")\nValueError: too much\nfor one line\n", "step_id": "add", "attempt": 1}, "tolerated": false, "started_at": 1795288172.7460454, "ended_at": 1795288172.7460675}');
INSERT INTO "events" VALUES('01a1ff83-88c8-7aa2-8bd0-25f62e3dbf56',9,1.79528817274619722369e+09,'RunFailed',NULL,NULL,'{"error": {"code": "execution", "type": "ValueError", "message": "too much\nfor one line", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/sched/gorkflow/runtime/attempt.py\", line 78, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/sched/tests/stores/old_store.py\", line 42, in add\n    raise ValueError(\"too much\\nfor one line\")\nValueError: too much\nfor one line\n", "step_id": "add", "attempt": 1}}');
INSERT INTO "events" VALUES('01a1ff83-88ca-7d3a-a4de-d8a8fa0c5599',1,1.79528817274680900571e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff83-88ca-7d3a-a4de-d8a8fa0c5599',2,1.79528817274680900571e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff83-88ca-7d3a-a4de-d8a8fa0c5599',3,1.79528817274680900571e+09,'StepStarted','read',1,'{"code": "4db41094b277ce55"}');
INSERT INTO "events" VALUES('01a1ff83-88ca-7d3a-a4de-d8a8fa0c5599',4,1.79528817274846029276e+09,'StepCompleted','read',1,'{"bytes": 6, "checksum": 2602988873, "started_at": 1795288172.748278, "ended_at": 1795288172.7484562}');
INSERT INTO "events" VALUES('01a1ff83-88ca-7d3a-a4de-d8a8fa0c5599',5,1.79528817274846029276e+09,'StepStarted','note',1,'{"code": "18325d97e313b95e"}');
INSERT INTO "events" VALUES('01a1ff83-88ca-7d3a-a4de-d8a8fa0c5599',6,1.79528817274846029276e+09,'StepStarted','add',1,'{"code": "5b0dd267ef670d44"}');
INSERT INTO "events" VALUES('01a1ff83-88ca-7d3a-a4de-d8a8fa0c5599',7,1.79528817274991440771e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/sched/gorkflow/runtime/attempt.py\", line 78, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/sched/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795288172.7496376, "ended_at": 1795288172.7496576, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a1ff83-88ca-7d3a-a4de-d8a8fa0c5599',8,1.79528817274991440771e+09,'StepCompleted','add',1,'{"bytes": 2, "checksum": 2788221432, "started_at": 1795288172.7498803, "ended_at": 1795288172.7498963}');
INSERT INTO "events" VALUES('01a1ff83-88ca-7d3a-a4de-d8a8fa0c5599',9,1.79528817274991440771e+09,'StepStarted','halve',1,'{"condition": true, "code": "252be649bdf8f136"}');
INSERT INTO "events" VALUES('01a1ff83-88ca-7d3a-a4de-d8a8fa0c5599',10,1.79528817275055694582e+09,'StepCompleted','halve',1,'{"bytes": 1, "checksum": 1790921346, "started_at": 1795288172.7505453, "ended_at": 1795288172.7505531}');
INSERT INTO "events" VALUES('01a1ff83-88ca-7d3a-a4de-d8a8fa0c5599',11,1.79528817275055694582e+09,'StepStarted','finish',1,'{"code": "722cb147c8467866"}');
INSERT INTO "events" VALUES('01a1ff83-88ca-7d3a-a4de-d8a8fa0c5599',12,1.79528817297263765338e+09,'RunCancelRequested',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff83-88ca-7d3a-a4de-d8a8fa0c5599',13,1.79528817297263765338e+09,'StepCancelled','finish',1,'{"started_at": 1795288172.750944}');
INSERT INTO "events" VALUES('01a1ff83-88ca-7d3a-a4de-d8a8fa0c5599',14,1.79528817297263765338e+09,'RunCancelled',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff83-88cb-79c7-ad3e-a0e74c3c4721',1,1.79528817274752449991e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff83-88cb-79c7-ad3e-a0e74c3c4721',2,1.79528817274752449991e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff83-88cb-79c7-ad3e-a0e74c3c4721',3,1.79528817274752449991e+09,'StepStarted','read',1,'{"code": "4db41094b277ce55"}');
INSERT INTO "events" VALUES('01a1ff83-88cb-79c7-ad3e-a0e74c3c4721',4,1.79528817274923467636e+09,'StepCompleted','read',1,'{"bytes": 6, "checksum": 2602988873, "started_at": 1795288172.7491992, "ended_at": 1795288172.7492309}');
INSERT INTO "events" VALUES('01a1ff83-88cb-79c7-ad3e-a0e74c3c4721',5,1.79528817274923467636e+09,'StepStarted','add',1,'{"code": "5b0dd267ef670d44"}');
INSERT INTO "events" VALUES('01a1ff83-88cb-79c7-ad3e-a0e74c3c4721',6,1.79528817275003552437e+09,'StepCompleted','add',1,'{"bytes": 2, "checksum": 2788221432, "started_at": 1795288172.7500246, "ended_at": 1795288172.7500331}');
INSERT INTO "events" VALUES('01a1ff83-88cb-79c7-ad3e-a0e74c3c4721',7,1.79528817275003552437e+09,'StepStarted','halve',1,'{"code": "252be649bdf8f136"}');
INSERT INTO "events" VALUES('01a1ff83-88cb-79c7-ad3e-a0e74c3c4721',8,1.79528817275059294697e+09,'StepCompleted','halve',1,'{"bytes": 1, "checksum": 1790921346, "started_at": 1795288172.7505872, "ended_at": 1795288172.7505913}');
INSERT INTO "events" VALUES('01a1ff83-88cb-79c7-ad3e-a0e74c3c4721',9,1.79528817275059294697e+09,'StepStarted','end',1,'{"code": "722cb147c8467866"}');
INSERT INTO "events" VALUES('01a1ff83-88cb-79c7-ad3e-a0e74c3c4721',10,1.79528817369947886464e+09,'RunSuspended',NULL,NULL,'{"error": {"code": "definition_mismatch", "type": "DefinitionMismatchError", "message": "run 01a1ff83-88cb-79c7-ad3e-a0e74c3c4721: workflow ''changing'' version ''1'' is not the one that the run has executed; bring the code back, give the changed one a version of its own, or take the run over as it is: gorkflow migrate 01a1ff83-88cb-79c7-ad3e-a0e74c3c4721\n  - step ''add'' is gone; is it ''ADD'' now?\n  - step ''halve'': takes ADD instead of add"}}');
INSERT INTO "events" VALUES('01a1ff83-89b5-713f-a0ce-60fd40e6dbf3',1,1.79528817298120474811e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff83-89b5-713f-a0ce-60fd40e6dbf3',2,1.79528817298120474811e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff83-89b5-713f-a0ce-60fd40e6dbf3',3,1.79528817298120474811e+09,'StepStarted','read',1,'{"code": "4db41094b277ce55"}');
INSERT INTO "events" VALUES('01a1ff83-89b5-713f-a0ce-60fd40e6dbf3',4,1.79528817298469233519e+09,'StepCompleted','read',1,'{"bytes": 6, "checksum": 181016205, "started_at": 1795288172.9846022, "ended_at": 1795288172.9846854}');
INSERT INTO "events" VALUES('01a1ff83-89b5-713f-a0ce-60fd40e6dbf3',5,1.79528817298469233519e+09,'StepStarted','note',1,'{"code": "18325d97e313b95e"}');
INSERT INTO "events" VALUES('01a1ff83-89b5-713f-a0ce-60fd40e6dbf3',6,1.79528817298469233519e+09,'StepStarted','add',1,'{"code": "5b0dd267ef670d44"}');
INSERT INTO "events" VALUES('01a1ff83-89b5-713f-a0ce-60fd40e6dbf3',7,1.79528817298708319666e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/sched/gorkflow/runtime/attempt.py\", line 78, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/sched/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795288172.9866989, "ended_at": 1795288172.9867406, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a1ff83-89b5-713f-a0ce-60fd40e6dbf3',8,1.79528817298708319666e+09,'StepCompleted','add',1,'{"bytes": 1, "checksum": 498629140, "started_at": 1795288172.9870448, "ended_at": 1795288172.987075}');
INSERT INTO "events" VALUES('01a1ff83-89b5-713f-a0ce-60fd40e6dbf3',9,1.79528817298708319666e+09,'StepSkipped','halve',NULL,'{"condition": false}');
INSERT INTO "events" VALUES('01a1ff83-89b5-713f-a0ce-60fd40e6dbf3',10,1.79528817298708319666e+09,'StepStarted','finish',1,'{"code": "722cb147c8467866"}');
INSERT INTO "events" VALUES('01a1ff83-89b5-713f-a0ce-60fd40e6dbf3',11,1.7952881729882249832e+09,'StepRetryScheduled','finish',1,'{"error": {"code": "execution", "type": "ConnectionError", "message": "not yet", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/sched/gorkflow/runtime/attempt.py\", line 78, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/sched/tests/stores/old_store.py\", line 62, in finish\n    raise ConnectionError(\"not yet\")\nConnectionError: not yet\n", "step_id": "finish", "attempt": 1}, "next_attempt_at": 1795288173.488225, "started_at": 1795288172.9879687, "ended_at": 1795288172.988012}');
INSERT INTO "events" VALUES('01a1ff83-8a99-7c68-b39b-08dd1e107292',1,1.79528817320949459074e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff83-8a99-7c68-b39b-08dd1e107292',2,1.79528817320949459074e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff83-8a99-7c68-b39b-08dd1e107292',3,1.79528817320949459074e+09,'StepStarted','read',1,'{"code": "4db41094b277ce55"}');
INSERT INTO "events" VALUES('01a1ff83-8a99-7c68-b39b-08dd1e107292',4,1.79528817321285319333e+09,'StepCompleted','read',1,'{"bytes": 6, "checksum": 2602988873, "started_at": 1795288173.2127664, "ended_at": 1795288173.212846}');
INSERT INTO "events" VALUES('01a1ff83-8a99-7c68-b39b-08dd1e107292',5,1.79528817321285319333e+09,'StepStarted','note',1,'{"code": "18325d97e313b95e"}');
INSERT INTO "events" VALUES('01a1ff83-8a99-7c68-b39b-08dd1e107292',6,1.79528817321285319333e+09,'StepStarted','add',1,'{"code": "5b0dd267ef670d44"}');
INSERT INTO "events" VALUES('01a1ff83-8a99-7c68-b39b-08dd1e107292',7,1.79528817321691727638e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/sched/gorkflow/runtime/attempt.py\", line 78, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/sched/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795288173.216509, "ended_at": 1795288173.2165492, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a1ff83-8a99-7c68-b39b-08dd1e107292',8,1.79528817321691727638e+09,'StepCompleted','add',1,'{"bytes": 2, "checksum": 2788221432, "started_at": 1795288173.216871, "ended_at": 1795288173.2169075}');
INSERT INTO "events" VALUES('01a1ff83-8a99-7c68-b39b-08dd1e107292',9,1.79528817321691727638e+09,'StepStarted','halve',1,'{"condition": true, "code": "252be649bdf8f136"}');
INSERT INTO "events" VALUES('01a1ff83-8a99-7c68-b39b-08dd1e107292',10,1.79528817321883583067e+09,'StepCompleted','halve',1,'{"bytes": 1, "checksum": 1790921346, "started_at": 1795288173.218807, "ended_at": 1795288173.2188277}');
INSERT INTO "events" VALUES('01a1ff83-8a99-7c68-b39b-08dd1e107292',11,1.79528817321883583067e+09,'StepStarted','finish',1,'{"code": "722cb147c8467866"}');
INSERT INTO "events" VALUES('01a1ff83-8b7f-7027-8919-93af75867e35',1,1.79528817343993973734e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff83-8b85-715b-903e-932680c9a0a4',1,1.7952881734451527595e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff83-8b89-77c1-a9cf-ac7a17fbf3da',1,1.79528817344912266723e+09,'RunCreated',NULL,NULL,'{"tags": {"kind": "completed", "of": "v1"}, "forked_from": "01a1ff83-88bf-73cf-8970-b7e1c6754ff4", "from_step": "add"}');
INSERT INTO "events" VALUES('01a1ff83-8b89-77c1-a9cf-ac7a17fbf3da',2,1.79528817344912266723e+09,'StepKept','read',1,'{"status": "COMPLETED", "failures": 0, "bytes": 8, "checksum": 3730618441, "started_at": 1795288172.7385845, "ended_at": 1795288172.7386658}');
INSERT INTO "events" VALUES('01a1ff83-8b89-77c1-a9cf-ac7a17fbf3da',3,1.79528817344912266723e+09,'StepKept','note',1,'{"status": "FAILED", "failures": 1, "bytes": 9, "checksum": 778569163, "error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/sched/gorkflow/runtime/attempt.py\", line 78, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/sched/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "started_at": 1795288172.7394264, "ended_at": 1795288172.7394662}');
INSERT INTO "events" VALUES('01a1ff83-8b89-77c1-a9cf-ac7a17fbf3da',4,1.79528817344912266723e+09,'StepInputGiven','add',NULL,'{"bytes": 4, "checksum": 3054569126}');
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
INSERT INTO "run_inputs" VALUES('01a1ff83-88bf-73cf-8970-b7e1c6754ff4',X'3130');
INSERT INTO "run_inputs" VALUES('01a1ff83-88c6-7ce4-a6d3-b7ea2ce35843',X'32');
INSERT INTO "run_inputs" VALUES('01a1ff83-88c8-7aa2-8bd0-25f62e3dbf56',X'31303030');
INSERT INTO "run_inputs" VALUES('01a1ff83-88ca-7d3a-a4de-d8a8fa0c5599',X'37');
INSERT INTO "run_inputs" VALUES('01a1ff83-88cb-79c7-ad3e-a0e74c3c4721',X'37');
INSERT INTO "run_inputs" VALUES('01a1ff83-89b5-713f-a0ce-60fd40e6dbf3',X'33');
INSERT INTO "run_inputs" VALUES('01a1ff83-8a99-7c68-b39b-08dd1e107292',X'37');
INSERT INTO "run_inputs" VALUES('01a1ff83-8b7f-7027-8919-93af75867e35',X'37');
INSERT INTO "run_inputs" VALUES('01a1ff83-8b85-715b-903e-932680c9a0a4',X'3132');
INSERT INTO "run_inputs" VALUES('01a1ff83-8b89-77c1-a9cf-ac7a17fbf3da',X'3130');
CREATE TABLE run_state (
    run_id TEXT NOT NULL,
    key TEXT NOT NULL,
    step_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    value BLOB,
    PRIMARY KEY (run_id, key, step_id)
) STRICT;
INSERT INTO "run_state" VALUES('01a1ff83-88bf-73cf-8970-b7e1c6754ff4','words','read',4,X'015B2272C3A96164222C223130225D');
INSERT INTO "run_state" VALUES('01a1ff83-88c6-7ce4-a6d3-b7ea2ce35843','words','read',4,X'015B2272C3A96164222C2232225D');
INSERT INTO "run_state" VALUES('01a1ff83-88c8-7aa2-8bd0-25f62e3dbf56','words','read',4,X'015B2272C3A96164222C2231303030225D');
INSERT INTO "run_state" VALUES('01a1ff83-88ca-7d3a-a4de-d8a8fa0c5599','words','read',4,X'015B2272C3A96164222C2237225D');
INSERT INTO "run_state" VALUES('01a1ff83-88cb-79c7-ad3e-a0e74c3c4721','words','read',4,X'015B2272C3A96164222C2237225D');
INSERT INTO "run_state" VALUES('01a1ff83-89b5-713f-a0ce-60fd40e6dbf3','words','read',4,X'015B2272C3A96164222C2233225D');
INSERT INTO "run_state" VALUES('01a1ff83-8a99-7c68-b39b-08dd1e107292','words','read',4,X'015B2272C3A96164222C2237225D');
INSERT INTO "run_state" VALUES('01a1ff83-8b89-77c1-a9cf-ac7a17fbf3da','words','read',2,X'015B2272C3A96164222C223130225D');
CREATE TABLE run_tags (
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    run_id TEXT NOT NULL,
    PRIMARY KEY (key, value, run_id)
) STRICT, WITHOUT ROWID;
INSERT INTO "run_tags" VALUES('kind','completed','01a1ff83-88bf-73cf-8970-b7e1c6754ff4');
INSERT INTO "run_tags" VALUES('kind','completed','01a1ff83-8b89-77c1-a9cf-ac7a17fbf3da');
INSERT INTO "run_tags" VALUES('kind','failed','01a1ff83-88c8-7aa2-8bd0-25f62e3dbf56');
INSERT INTO "run_tags" VALUES('kind','skipped','01a1ff83-88c6-7ce4-a6d3-b7ea2ce35843');
INSERT INTO "run_tags" VALUES('of','v1','01a1ff83-88bf-73cf-8970-b7e1c6754ff4');
INSERT INTO "run_tags" VALUES('of','v1','01a1ff83-88c6-7ce4-a6d3-b7ea2ce35843');
INSERT INTO "run_tags" VALUES('of','v1','01a1ff83-88c8-7aa2-8bd0-25f62e3dbf56');
INSERT INTO "run_tags" VALUES('of','v1','01a1ff83-8b89-77c1-a9cf-ac7a17fbf3da');
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
INSERT INTO "runs" VALUES('01a1ff83-88bf-73cf-8970-b7e1c6754ff4','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,2707236321,'{"kind": "completed", "of": "v1"}',NULL,'completed',NULL,NULL,'drain',NULL,1.79528817273562240602e+09,NULL,5,NULL,1,'COMPLETED',5,1.79528817273562240602e+09,1.79528817274155449868e+09,1.79528817274155449868e+09,'"finish"',NULL,0,13);
INSERT INTO "runs" VALUES('01a1ff83-88c6-7ce4-a6d3-b7ea2ce35843','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,450215437,'{"kind": "skipped", "of": "v1"}',NULL,'skipped',NULL,NULL,'drain',NULL,1.7952881727421765327e+09,NULL,5,NULL,1,'COMPLETED',5,1.7952881727421765327e+09,1.79528817274418497082e+09,1.79528817274418497082e+09,'"finish"',NULL,0,12);
INSERT INTO "runs" VALUES('01a1ff83-88c8-7aa2-8bd0-25f62e3dbf56','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,3022496535,'{"kind": "failed", "of": "v1"}',NULL,'failed',NULL,NULL,'drain',NULL,1.7952881727446966171e+09,NULL,5,NULL,1,'FAILED',2,1.7952881727446966171e+09,1.79528817274619722369e+09,1.79528817274619722369e+09,NULL,'{"code":"execution","type":"ValueError","message":"too much\nfor one line","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/sched/gorkflow/runtime/attempt.py\", line 78, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/sched/tests/stores/old_store.py\", line 42, in add\n    raise ValueError(\"too much\\nfor one line\")\nValueError: too much\nfor one line\n","step_id":"add","attempt":1}',0,9);
INSERT INTO "runs" VALUES('01a1ff83-88ca-7d3a-a4de-d8a8fa0c5599','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,1790921346,'{}','seven','cancelled',NULL,NULL,'drain',NULL,1.79528817274680900571e+09,NULL,5,NULL,1,'CANCELLED',4,1.79528817274680900571e+09,1.79528817297263765338e+09,1.79528817297263765338e+09,NULL,NULL,1,14);
INSERT INTO "runs" VALUES('01a1ff83-88cb-79c7-ad3e-a0e74c3c4721','changing','1','2fedfe00bb7c9fe42dad627508f8b2079a7e82f95ca9182710f42574cd05f7ea',0,1790921346,'{}',NULL,'suspended',NULL,NULL,'drain',NULL,1.79528817274752449991e+09,NULL,4,NULL,2,'SUSPENDED',3,1.79528817274752449991e+09,NULL,1.79528817369947886464e+09,NULL,'{"code":"definition_mismatch","type":"DefinitionMismatchError","message":"run 01a1ff83-88cb-79c7-ad3e-a0e74c3c4721: workflow ''changing'' version ''1'' is not the one that the run has executed; bring the code back, give the changed one a version of its own, or take the run over as it is: gorkflow migrate 01a1ff83-88cb-79c7-ad3e-a0e74c3c4721\n  - step ''add'' is gone; is it ''ADD'' now?\n  - step ''halve'': takes ADD instead of add"}',0,10);
INSERT INTO "runs" VALUES('01a1ff83-89b5-713f-a0ce-60fd40e6dbf3','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,1842515611,'{}',NULL,'retrying',NULL,NULL,'drain',1000000000.0,1.79528817298120474811e+09,2.79528817298120498663e+09,5,'01a1ff83-88a1-72ce-b48d-ba90d632be47',1,'RUNNING',4,1.79528817298120474811e+09,NULL,1.7952881729882249832e+09,NULL,NULL,0,11);
INSERT INTO "runs" VALUES('01a1ff83-8a99-7c68-b39b-08dd1e107292','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,1790921346,'{}',NULL,'running',NULL,NULL,'drain',1000000000.0,1.79528817320949459074e+09,2.79528817320949459065e+09,5,'01a1ff83-88a1-72ce-b48d-ba90d632be47',1,'RUNNING',4,1.79528817320949459074e+09,NULL,1.79528817321883583067e+09,NULL,NULL,0,11);
INSERT INTO "runs" VALUES('01a1ff83-8b7f-7027-8919-93af75867e35','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,1790921346,'{}',NULL,'another',NULL,NULL,'drain',NULL,1.79528817343993973734e+09,NULL,5,'01a1ff83-88a1-72ce-b48d-ba90d632be47',1,'PENDING',0,NULL,NULL,1.79528817343993973734e+09,NULL,NULL,0,1);
INSERT INTO "runs" VALUES('01a1ff83-8b85-715b-903e-932680c9a0a4','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,1330857165,'{}',NULL,'pending',NULL,NULL,'drain',NULL,1.7952881734451527595e+09,NULL,5,'01a1ff83-88a1-72ce-b48d-ba90d632be47',1,'PENDING',0,NULL,NULL,1.7952881734451527595e+09,NULL,NULL,0,1);
INSERT INTO "runs" VALUES('01a1ff83-8b89-77c1-a9cf-ac7a17fbf3da','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,2707236321,'{"kind": "completed", "of": "v1"}',NULL,NULL,'01a1ff83-88bf-73cf-8970-b7e1c6754ff4',NULL,'drain',NULL,1.79528817344912266723e+09,NULL,5,'01a1ff83-88a1-72ce-b48d-ba90d632be47',1,'PENDING',2,NULL,NULL,1.79528817344912266723e+09,NULL,NULL,0,4);
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
INSERT INTO "schedules" VALUES('centennial','summing','1',X'3130',0,2707236321,NULL,3153600000.0,'UTC','once','skip','{"tags": {"of": "v1"}, "resource_id": null, "run_timeout_seconds": null, "on_failure": "drain"}',1.79528817344582962986e+09,1,4.94888817344582939133e+09,0,NULL,NULL,0);
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
INSERT INTO "step_executions" VALUES('01a1ff83-88bf-73cf-8970-b7e1c6754ff4','add',5,2,1,0,0,'COMPLETED','"read"',X'3230',NULL,0,2322626082,NULL,1.79528817273867797848e+09,1.79528817274001145361e+09,1.79528817274005937578e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff83-88bf-73cf-8970-b7e1c6754ff4','finish',10,4,1,0,0,'COMPLETED','"halve"',X'322E35',NULL,0,2233083363,NULL,1.79528817274109125132e+09,1.79528817274150323873e+09,1.79528817274154615405e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff83-88bf-73cf-8970-b7e1c6754ff4','halve',8,3,1,0,0,'COMPLETED','"add"',X'3130',NULL,0,2707236321,NULL,1.7952881727400729656e+09,1.79528817274106025688e+09,1.79528817274108099932e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff83-88bf-73cf-8970-b7e1c6754ff4','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/sched/gorkflow/runtime/attempt.py\", line 78, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/sched/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79528817273867797848e+09,1.79528817273942637444e+09,1.79528817273946619034e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff83-88bf-73cf-8970-b7e1c6754ff4','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B31302C2D31305D',NULL,0,3730618441,NULL,1.79528817273562240602e+09,1.79528817273858451843e+09,1.79528817273866581919e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff83-88c6-7ce4-a6d3-b7ea2ce35843','add',5,2,1,0,0,'COMPLETED','"read"',X'34',NULL,0,4088798008,NULL,1.79528817274286460869e+09,1.79528817274363875389e+09,1.79528817274366593367e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff83-88c6-7ce4-a6d3-b7ea2ce35843','finish',9,4,1,0,0,'COMPLETED','"halve"',X'312E30',NULL,0,4147539765,NULL,1.7952881727436754704e+09,1.79528817274415779118e+09,1.79528817274418067933e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff83-88c6-7ce4-a6d3-b7ea2ce35843','halve',8,3,0,0,0,'SKIPPED','"add"',NULL,'"add"',0,NULL,NULL,1.7952881727436754704e+09,NULL,1.7952881727436754704e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff83-88c6-7ce4-a6d3-b7ea2ce35843','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/sched/gorkflow/runtime/attempt.py\", line 78, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/sched/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79528817274286460869e+09,1.79528817274334406848e+09,1.79528817274336767199e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff83-88c6-7ce4-a6d3-b7ea2ce35843','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B322C2D325D',NULL,0,783355516,NULL,1.7952881727421765327e+09,1.79528817274280548099e+09,1.79528817274285864831e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff83-88c8-7aa2-8bd0-25f62e3dbf56','add',5,NULL,1,1,0,'FAILED','"read"',NULL,NULL,0,NULL,'{"code":"execution","type":"ValueError","message":"too much\nfor one line","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/sched/gorkflow/runtime/attempt.py\", line 78, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/sched/tests/stores/old_store.py\", line 42, in add\n    raise ValueError(\"too much\\nfor one line\")\nValueError: too much\nfor one line\n","step_id":"add","attempt":1}',1.79528817274538469309e+09,1.79528817274604535108e+09,1.79528817274606752396e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff83-88c8-7aa2-8bd0-25f62e3dbf56','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/sched/gorkflow/runtime/attempt.py\", line 78, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/sched/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79528817274538469309e+09,1.79528817274580621715e+09,1.79528817274582529065e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff83-88c8-7aa2-8bd0-25f62e3dbf56','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B313030302C2D313030305D',NULL,0,761622427,NULL,1.7952881727446966171e+09,1.79528817274534177777e+09,1.79528817274538016321e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff83-88ca-7d3a-a4de-d8a8fa0c5599','add',5,2,1,0,0,'COMPLETED','"read"',X'3134',NULL,0,2788221432,NULL,1.79528817274846029276e+09,1.79528817274988031389e+09,1.79528817274989628788e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff83-88ca-7d3a-a4de-d8a8fa0c5599','finish',10,NULL,1,0,0,'CANCELLED','"halve"',NULL,NULL,0,NULL,NULL,1.79528817275055694582e+09,1.79528817275094389922e+09,1.79528817297263765338e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff83-88ca-7d3a-a4de-d8a8fa0c5599','halve',8,3,1,0,0,'COMPLETED','"add"',X'37',NULL,0,1790921346,NULL,1.79528817274991440771e+09,1.79528817275054526332e+09,1.79528817275055313108e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff83-88ca-7d3a-a4de-d8a8fa0c5599','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/sched/gorkflow/runtime/attempt.py\", line 78, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/sched/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79528817274846029276e+09,1.79528817274963760374e+09,1.79528817274965763091e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff83-88ca-7d3a-a4de-d8a8fa0c5599','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B372C2D375D',NULL,0,2602988873,NULL,1.79528817274680900571e+09,1.79528817274827790255e+09,1.79528817274845623971e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff83-88cb-79c7-ad3e-a0e74c3c4721','add',4,1,1,0,0,'COMPLETED','"read"',X'3134',NULL,0,2788221432,NULL,1.79528817274923467636e+09,1.7952881727500245571e+09,1.79528817275003314021e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff83-88cb-79c7-ad3e-a0e74c3c4721','end',8,NULL,1,0,0,'RUNNING','"halve"',NULL,NULL,0,NULL,NULL,1.79528817275059294697e+09,1.79528817275059294697e+09,NULL,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff83-88cb-79c7-ad3e-a0e74c3c4721','halve',6,2,1,0,0,'COMPLETED','"add"',X'37',NULL,0,1790921346,NULL,1.79528817275003552437e+09,1.79528817275058722498e+09,1.79528817275059127808e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff83-88cb-79c7-ad3e-a0e74c3c4721','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B372C2D375D',NULL,0,2602988873,NULL,1.79528817274752449991e+09,1.79528817274919915195e+09,1.79528817274923086161e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff83-89b5-713f-a0ce-60fd40e6dbf3','add',5,2,1,0,0,'COMPLETED','"read"',X'36',NULL,0,498629140,NULL,1.79528817298469233519e+09,1.79528817298704481122e+09,1.79528817298707509039e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff83-89b5-713f-a0ce-60fd40e6dbf3','finish',9,NULL,1,1,0,'RETRYING','"halve"',NULL,NULL,0,NULL,'{"code":"execution","type":"ConnectionError","message":"not yet","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/sched/gorkflow/runtime/attempt.py\", line 78, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/sched/tests/stores/old_store.py\", line 62, in finish\n    raise ConnectionError(\"not yet\")\nConnectionError: not yet\n","step_id":"finish","attempt":1}',1.79528817298708319666e+09,1.79528817298796868322e+09,1.79528817298801207538e+09,1.79528817348822498324e+09,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff83-89b5-713f-a0ce-60fd40e6dbf3','halve',8,3,0,0,0,'SKIPPED','"add"',NULL,'"add"',0,NULL,NULL,1.79528817298708319666e+09,NULL,1.79528817298708319666e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff83-89b5-713f-a0ce-60fd40e6dbf3','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/sched/gorkflow/runtime/attempt.py\", line 78, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/sched/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79528817298469233519e+09,1.79528817298669886586e+09,1.79528817298674058912e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff83-89b5-713f-a0ce-60fd40e6dbf3','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B332C2D335D',NULL,0,181016205,NULL,1.79528817298120474811e+09,1.79528817298460221293e+09,1.79528817298468542102e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff83-8a99-7c68-b39b-08dd1e107292','add',5,2,1,0,0,'COMPLETED','"read"',X'3134',NULL,0,2788221432,NULL,1.79528817321285319333e+09,1.7952881732168710231e+09,1.79528817321690750121e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff83-8a99-7c68-b39b-08dd1e107292','finish',10,NULL,1,0,0,'RUNNING','"halve"',NULL,NULL,0,NULL,NULL,1.79528817321883583067e+09,1.79528817321883583067e+09,NULL,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff83-8a99-7c68-b39b-08dd1e107292','halve',8,3,1,0,0,'COMPLETED','"add"',X'37',NULL,0,1790921346,NULL,1.79528817321691727638e+09,1.795288173218806982e+09,1.7952881732188277244e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff83-8a99-7c68-b39b-08dd1e107292','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/sched/gorkflow/runtime/attempt.py\", line 78, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/sched/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79528817321285319333e+09,1.79528817321650910375e+09,1.79528817321654915808e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff83-8a99-7c68-b39b-08dd1e107292','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B372C2D375D',NULL,0,2602988873,NULL,1.79528817320949459074e+09,1.79528817321276640888e+09,1.79528817321284604076e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff83-8b89-77c1-a9cf-ac7a17fbf3da','add',4,NULL,0,0,0,'PENDING','"@input:add"',NULL,NULL,0,NULL,NULL,1.79528817344912266723e+09,NULL,NULL,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff83-8b89-77c1-a9cf-ac7a17fbf3da','note',2,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/sched/gorkflow/runtime/attempt.py\", line 78, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/sched/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79528817273867797848e+09,1.79528817273942637444e+09,1.79528817273946619034e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff83-8b89-77c1-a9cf-ac7a17fbf3da','read',1,0,1,0,0,'COMPLETED','"@input"',X'5B31302C2D31305D',NULL,0,3730618441,NULL,1.79528817273562240602e+09,1.79528817273858451843e+09,1.79528817273866581919e+09,NULL,NULL,'loop');
CREATE TABLE step_inputs (
    run_id TEXT NOT NULL,
    step_id TEXT NOT NULL,
    input BLOB NOT NULL,
    arm INTEGER NOT NULL,
    checksum INTEGER NOT NULL,
    PRIMARY KEY (run_id, step_id)
) STRICT, WITHOUT ROWID;
INSERT INTO "step_inputs" VALUES('01a1ff83-8b89-77c1-a9cf-ac7a17fbf3da','add',X'5B31345D',0,3054569126);
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
