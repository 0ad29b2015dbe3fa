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
INSERT INTO "engines" VALUES('01a1feb4-7cba-7fee-b158-9387bc4c55cc','a-host',1,1.79527460371726179126e+09,24259.095456823,30.0);
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
INSERT INTO "events" VALUES('01a1feb4-7cd9-7851-a355-c27b9d3d2656',1,1.7952746037372808456e+09,'RunCreated',NULL,NULL,'{"tags": {"kind": "completed", "of": "v1"}}');
INSERT INTO "events" VALUES('01a1feb4-7cd9-7851-a355-c27b9d3d2656',2,1.7952746037372808456e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1feb4-7cd9-7851-a355-c27b9d3d2656',3,1.7952746037372808456e+09,'StepStarted','read',1,'{"code": "4db41094b277ce55"}');
INSERT INTO "events" VALUES('01a1feb4-7cd9-7851-a355-c27b9d3d2656',4,1795274603.74048,'StepCompleted','read',1,'{"bytes": 8, "checksum": 3730618441, "started_at": 1795274603.740395, "ended_at": 1795274603.7404685}');
INSERT INTO "events" VALUES('01a1feb4-7cd9-7851-a355-c27b9d3d2656',5,1795274603.74048,'StepStarted','note',1,'{"code": "18325d97e313b95e"}');
INSERT INTO "events" VALUES('01a1feb4-7cd9-7851-a355-c27b9d3d2656',6,1795274603.74048,'StepStarted','add',1,'{"code": "5b0dd267ef670d44"}');
INSERT INTO "events" VALUES('01a1feb4-7cd9-7851-a355-c27b9d3d2656',7,1.79527460374185180661e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/work/main/gorkflow/runtime/attempt.py\", line 78, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/work/main/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795274603.7411554, "ended_at": 1795274603.7411861, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a1feb4-7cd9-7851-a355-c27b9d3d2656',8,1.79527460374185180661e+09,'StepCompleted','add',1,'{"bytes": 2, "checksum": 2322626082, "started_at": 1795274603.7418091, "ended_at": 1795274603.7418394}');
INSERT INTO "events" VALUES('01a1feb4-7cd9-7851-a355-c27b9d3d2656',9,1.79527460374185180661e+09,'StepStarted','halve',1,'{"condition": true, "code": "252be649bdf8f136"}');
INSERT INTO "events" VALUES('01a1feb4-7cd9-7851-a355-c27b9d3d2656',10,1.79527460374241733549e+09,'StepCompleted','halve',1,'{"bytes": 2, "checksum": 2707236321, "started_at": 1795274603.7424011, "ended_at": 1795274603.7424126}');
INSERT INTO "events" VALUES('01a1feb4-7cd9-7851-a355-c27b9d3d2656',11,1.79527460374241733549e+09,'StepStarted','finish',1,'{"code": "722cb147c8467866"}');
INSERT INTO "events" VALUES('01a1feb4-7cd9-7851-a355-c27b9d3d2656',12,1.79527460374280786511e+09,'StepCompleted','finish',1,'{"bytes": 3, "checksum": 2233083363, "started_at": 1795274603.7427685, "ended_at": 1795274603.7428026}');
INSERT INTO "events" VALUES('01a1feb4-7cd9-7851-a355-c27b9d3d2656',13,1.79527460374280786511e+09,'RunCompleted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1feb4-7cdf-761d-a69e-8fdb8146f6e4',1,1.79527460374337220197e+09,'RunCreated',NULL,NULL,'{"tags": {"kind": "skipped", "of": "v1"}}');
INSERT INTO "events" VALUES('01a1feb4-7cdf-761d-a69e-8fdb8146f6e4',2,1.79527460374337220197e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1feb4-7cdf-761d-a69e-8fdb8146f6e4',3,1.79527460374337220197e+09,'StepStarted','read',1,'{"code": "4db41094b277ce55"}');
INSERT INTO "events" VALUES('01a1feb4-7cdf-761d-a69e-8fdb8146f6e4',4,1.79527460374462771415e+09,'StepCompleted','read',1,'{"bytes": 6, "checksum": 783355516, "started_at": 1795274603.7445762, "ended_at": 1795274603.7446213}');
INSERT INTO "events" VALUES('01a1feb4-7cdf-761d-a69e-8fdb8146f6e4',5,1.79527460374462771415e+09,'StepStarted','note',1,'{"code": "18325d97e313b95e"}');
INSERT INTO "events" VALUES('01a1feb4-7cdf-761d-a69e-8fdb8146f6e4',6,1.79527460374462771415e+09,'StepStarted','add',1,'{"code": "5b0dd267ef670d44"}');
INSERT INTO "events" VALUES('01a1feb4-7cdf-761d-a69e-8fdb8146f6e4',7,1795274603.74581,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/work/main/gorkflow/runtime/attempt.py\", line 78, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/work/main/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795274603.7454515, "ended_at": 1795274603.7454724, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a1feb4-7cdf-761d-a69e-8fdb8146f6e4',8,1795274603.74581,'StepCompleted','add',1,'{"bytes": 1, "checksum": 4088798008, "started_at": 1795274603.7457702, "ended_at": 1795274603.7457986}');
INSERT INTO "events" VALUES('01a1feb4-7cdf-761d-a69e-8fdb8146f6e4',9,1795274603.74581,'StepSkipped','halve',NULL,'{"condition": false}');
INSERT INTO "events" VALUES('01a1feb4-7cdf-761d-a69e-8fdb8146f6e4',10,1795274603.74581,'StepStarted','finish',1,'{"code": "722cb147c8467866"}');
INSERT INTO "events" VALUES('01a1feb4-7cdf-761d-a69e-8fdb8146f6e4',11,1795274603.74644,'StepCompleted','finish',1,'{"bytes": 3, "checksum": 4147539765, "started_at": 1795274603.746412, "ended_at": 1795274603.7464359}');
INSERT INTO "events" VALUES('01a1feb4-7cdf-761d-a69e-8fdb8146f6e4',12,1795274603.74644,'RunCompleted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1feb4-7ce3-72ab-b772-ff383cdf38b0',1,1.79527460374706792833e+09,'RunCreated',NULL,NULL,'{"tags": {"kind": "failed", "of": "v1"}}');
INSERT INTO "events" VALUES('01a1feb4-7ce3-72ab-b772-ff383cdf38b0',2,1.79527460374706792833e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1feb4-7ce3-72ab-b772-ff383cdf38b0',3,1.79527460374706792833e+09,'StepStarted','read',1,'{"code": "4db41094b277ce55"}');
INSERT INTO "events" VALUES('01a1feb4-7ce3-72ab-b772-ff383cdf38b0',4,1.79527460374801230429e+09,'StepCompleted','read',1,'{"bytes": 12, "checksum": 761622427, "started_at": 1795274603.7479382, "ended_at": 1795274603.7480078}');
INSERT INTO "events" VALUES('01a1feb4-7ce3-72ab-b772-ff383cdf38b0',5,1.79527460374801230429e+09,'StepStarted','note',1,'{"code": "18325d97e313b95e"}');
INSERT INTO "events" VALUES('01a1feb4-7ce3-72ab-b772-ff383cdf38b0',6,1.79527460374801230429e+09,'StepStarted','add',1,'{"code": "5b0dd267ef670d44"}');
INSERT INTO "events" VALUES('01a1feb4-7ce3-72ab-b772-ff383cdf38b0',7,1.79527460374912619595e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/work/main/gorkflow/runtime/attempt.py\", line 78, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/work/main/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795274603.7485971, "ended_at": 1795274603.7486157, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a1feb4-7ce3-72ab-b772-ff383cdf38b0',8,1.79527460374912619595e+09,'StepFailed','add',1,'{"error": {"code": "execution", "type": "ValueError", "message": "too much\nfor one line", "traceback": "Traceback (most recent call last):\n  File \"/work/main/gorkflow/runtime/attempt.py\", line 78, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/work/main/tests/stores/old_store.py\", line 41, in add\n    raise ValueError(\"too much\\nfor one line\")\nValueError: too much\nfor one line\n", "step_id": "add", "attempt": 1}, "tolerated": false, "started_at": 1795274603.748914, "ended_at": 1795274603.748936}');
INSERT INTO "events" VALUES('01a1feb4-7ce3-72ab-b772-ff383cdf38b0',9,1.79527460374912619595e+09,'RunFailed',NULL,NULL,'{"error": {"code": "execution", "type": "ValueError", "message": "too much\nfor one line", "traceback": "Traceback (most recent call last):\n  File \"/work/main/gorkflow/runtime/attempt.py\", line 78, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/work/main/tests/stores/old_store.py\", line 41, in add\n    raise ValueError(\"too much\\nfor one line\")\nValueError: too much\nfor one line\n", "step_id": "add", "attempt": 1}}');
INSERT INTO "events" VALUES('01a1feb4-7ce5-724c-8032-bfa6a2e0fa79',1,1.79527460374986338621e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1feb4-7ce5-724c-8032-bfa6a2e0fa79',2,1.79527460374986338621e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1feb4-7ce5-724c-8032-bfa6a2e0fa79',3,1.79527460374986338621e+09,'StepStarted','read',1,'{"code": "4db41094b277ce55"}');
INSERT INTO "events" VALUES('01a1feb4-7ce5-724c-8032-bfa6a2e0fa79',4,1.79527460375150489809e+09,'StepCompleted','read',1,'{"bytes": 6, "checksum": 2602988873, "started_at": 1795274603.7514584, "ended_at": 1795274603.7515}');
INSERT INTO "events" VALUES('01a1feb4-7ce5-724c-8032-bfa6a2e0fa79',5,1.79527460375150489809e+09,'StepStarted','note',1,'{"code": "18325d97e313b95e"}');
INSERT INTO "events" VALUES('01a1feb4-7ce5-724c-8032-bfa6a2e0fa79',6,1.79527460375150489809e+09,'StepStarted','add',1,'{"code": "5b0dd267ef670d44"}');
INSERT INTO "events" VALUES('01a1feb4-7ce5-724c-8032-bfa6a2e0fa79',7,1.79527460375337219239e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/work/main/gorkflow/runtime/attempt.py\", line 78, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/work/main/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795274603.7528763, "ended_at": 1795274603.7528992, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a1feb4-7ce5-724c-8032-bfa6a2e0fa79',8,1.79527460375337219239e+09,'StepCompleted','add',1,'{"bytes": 2, "checksum": 2788221432, "started_at": 1795274603.7533338, "ended_at": 1795274603.753353}');
INSERT INTO "events" VALUES('01a1feb4-7ce5-724c-8032-bfa6a2e0fa79',9,1.79527460375337219239e+09,'StepStarted','halve',1,'{"condition": true, "code": "252be649bdf8f136"}');
INSERT INTO "events" VALUES('01a1feb4-7ce5-724c-8032-bfa6a2e0fa79',10,1.79527460375418782228e+09,'StepCompleted','halve',1,'{"bytes": 1, "checksum": 1790921346, "started_at": 1795274603.7541792, "ended_at": 1795274603.754185}');
INSERT INTO "events" VALUES('01a1feb4-7ce5-724c-8032-bfa6a2e0fa79',11,1.79527460375418782228e+09,'StepStarted','finish',1,'{"code": "722cb147c8467866"}');
INSERT INTO "events" VALUES('01a1feb4-7ce5-724c-8032-bfa6a2e0fa79',12,1.79527460398693728448e+09,'RunCancelRequested',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1feb4-7ce5-724c-8032-bfa6a2e0fa79',13,1.79527460398693728448e+09,'StepCancelled','finish',1,'{"started_at": 1795274603.7546723}');
INSERT INTO "events" VALUES('01a1feb4-7ce5-724c-8032-bfa6a2e0fa79',14,1.79527460398693728448e+09,'RunCancelled',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1feb4-7ce6-7566-a5a5-63c8a2edf491',1,1.79527460375073099133e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1feb4-7ce6-7566-a5a5-63c8a2edf491',2,1.79527460375073099133e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1feb4-7ce6-7566-a5a5-63c8a2edf491',3,1.79527460375073099133e+09,'StepStarted','read',1,'{"code": "4db41094b277ce55"}');
INSERT INTO "events" VALUES('01a1feb4-7ce6-7566-a5a5-63c8a2edf491',4,1.79527460375283217427e+09,'StepCompleted','read',1,'{"bytes": 6, "checksum": 2602988873, "started_at": 1795274603.7527902, "ended_at": 1795274603.7528267}');
INSERT INTO "events" VALUES('01a1feb4-7ce6-7566-a5a5-63c8a2edf491',5,1.79527460375283217427e+09,'StepStarted','add',1,'{"code": "5b0dd267ef670d44"}');
INSERT INTO "events" VALUES('01a1feb4-7ce6-7566-a5a5-63c8a2edf491',6,1.79527460375414276124e+09,'StepCompleted','add',1,'{"bytes": 2, "checksum": 2788221432, "started_at": 1795274603.7541163, "ended_at": 1795274603.7541387}');
INSERT INTO "events" VALUES('01a1feb4-7ce6-7566-a5a5-63c8a2edf491',7,1.79527460375414276124e+09,'StepStarted','halve',1,'{"code": "252be649bdf8f136"}');
INSERT INTO "events" VALUES('01a1feb4-7ce6-7566-a5a5-63c8a2edf491',8,1.79527460375464367869e+09,'StepCompleted','halve',1,'{"bytes": 1, "checksum": 1790921346, "started_at": 1795274603.754632, "ended_at": 1795274603.7546406}');
INSERT INTO "events" VALUES('01a1feb4-7ce6-7566-a5a5-63c8a2edf491',9,1.79527460375464367869e+09,'StepStarted','end',1,'{"code": "722cb147c8467866"}');
INSERT INTO "events" VALUES('01a1feb4-7ce6-7566-a5a5-63c8a2edf491',10,1.79527460469334363942e+09,'RunSuspended',NULL,NULL,'{"error": {"code": "definition_mismatch", "type": "DefinitionMismatchError", "message": "run 01a1feb4-7ce6-7566-a5a5-63c8a2edf491: workflow ''changing'' version ''1'' is not the one that the run has executed; bring the code back, give the changed one a version of its own, or take the run over as it is: gorkflow migrate 01a1feb4-7ce6-7566-a5a5-63c8a2edf491\n  - step ''add'' is gone; is it ''ADD'' now?\n  - step ''halve'': takes ADD instead of add"}}');
INSERT INTO "events" VALUES('01a1feb4-7dd4-74a6-b345-491ee7fa912d',1,1.7952746039886672497e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1feb4-7dd4-74a6-b345-491ee7fa912d',2,1.7952746039886672497e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1feb4-7dd4-74a6-b345-491ee7fa912d',3,1.7952746039886672497e+09,'StepStarted','read',1,'{"code": "4db41094b277ce55"}');
INSERT INTO "events" VALUES('01a1feb4-7dd4-74a6-b345-491ee7fa912d',4,1.79527460398961734768e+09,'StepCompleted','read',1,'{"bytes": 6, "checksum": 181016205, "started_at": 1795274603.9895427, "ended_at": 1795274603.989611}');
INSERT INTO "events" VALUES('01a1feb4-7dd4-74a6-b345-491ee7fa912d',5,1.79527460398961734768e+09,'StepStarted','note',1,'{"code": "18325d97e313b95e"}');
INSERT INTO "events" VALUES('01a1feb4-7dd4-74a6-b345-491ee7fa912d',6,1.79527460398961734768e+09,'StepStarted','add',1,'{"code": "5b0dd267ef670d44"}');
INSERT INTO "events" VALUES('01a1feb4-7dd4-74a6-b345-491ee7fa912d',7,1.79527460399058985708e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/work/main/gorkflow/runtime/attempt.py\", line 78, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/work/main/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795274603.9902108, "ended_at": 1795274603.990243, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a1feb4-7dd4-74a6-b345-491ee7fa912d',8,1.79527460399058985708e+09,'StepCompleted','add',1,'{"bytes": 1, "checksum": 498629140, "started_at": 1795274603.990552, "ended_at": 1795274603.9905822}');
INSERT INTO "events" VALUES('01a1feb4-7dd4-74a6-b345-491ee7fa912d',9,1.79527460399058985708e+09,'StepSkipped','halve',NULL,'{"condition": false}');
INSERT INTO "events" VALUES('01a1feb4-7dd4-74a6-b345-491ee7fa912d',10,1.79527460399058985708e+09,'StepStarted','finish',1,'{"code": "722cb147c8467866"}');
INSERT INTO "events" VALUES('01a1feb4-7dd4-74a6-b345-491ee7fa912d',11,1.7952746039914646149e+09,'StepRetryScheduled','finish',1,'{"error": {"code": "execution", "type": "ConnectionError", "message": "not yet", "traceback": "Traceback (most recent call last):\n  File \"/work/main/gorkflow/runtime/attempt.py\", line 78, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/work/main/tests/stores/old_store.py\", line 61, in finish\n    raise ConnectionError(\"not yet\")\nConnectionError: not yet\n", "step_id": "finish", "attempt": 1}, "next_attempt_at": 1795274604.4914646, "started_at": 1795274603.9912271, "ended_at": 1795274603.991268}');
INSERT INTO "events" VALUES('01a1feb4-7eb6-782a-b3cc-8afe28873c4b',1,1.79527460421403026579e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1feb4-7eb6-782a-b3cc-8afe28873c4b',2,1.79527460421403026579e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1feb4-7eb6-782a-b3cc-8afe28873c4b',3,1.79527460421403026579e+09,'StepStarted','read',1,'{"code": "4db41094b277ce55"}');
INSERT INTO "events" VALUES('01a1feb4-7eb6-782a-b3cc-8afe28873c4b',4,1.79527460421546053879e+09,'StepCompleted','read',1,'{"bytes": 6, "checksum": 2602988873, "started_at": 1795274604.2153716, "ended_at": 1795274604.2154517}');
INSERT INTO "events" VALUES('01a1feb4-7eb6-782a-b3cc-8afe28873c4b',5,1.79527460421546053879e+09,'StepStarted','note',1,'{"code": "18325d97e313b95e"}');
INSERT INTO "events" VALUES('01a1feb4-7eb6-782a-b3cc-8afe28873c4b',6,1.79527460421546053879e+09,'StepStarted','add',1,'{"code": "5b0dd267ef670d44"}');
INSERT INTO "events" VALUES('01a1feb4-7eb6-782a-b3cc-8afe28873c4b',7,1.79527460421683979037e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/work/main/gorkflow/runtime/attempt.py\", line 78, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/work/main/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795274604.216247, "ended_at": 1795274604.2163131, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a1feb4-7eb6-782a-b3cc-8afe28873c4b',8,1.79527460421683979037e+09,'StepCompleted','add',1,'{"bytes": 2, "checksum": 2788221432, "started_at": 1795274604.216779, "ended_at": 1795274604.216826}');
INSERT INTO "events" VALUES('01a1feb4-7eb6-782a-b3cc-8afe28873c4b',9,1.79527460421683979037e+09,'StepStarted','halve',1,'{"condition": true, "code": "252be649bdf8f136"}');
INSERT INTO "events" VALUES('01a1feb4-7eb6-782a-b3cc-8afe28873c4b',10,1.79527460421792697904e+09,'StepCompleted','halve',1,'{"bytes": 1, "checksum": 1790921346, "started_at": 1795274604.2179003, "ended_at": 1795274604.2179193}');
INSERT INTO "events" VALUES('01a1feb4-7eb6-782a-b3cc-8afe28873c4b',11,1.79527460421792697904e+09,'StepStarted','finish',1,'{"code": "722cb147c8467866"}');
INSERT INTO "events" VALUES('01a1feb4-7f97-779d-8492-6cb26729cf0c',1,1.79527460443962192529e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1feb4-7f99-762b-82cc-eabb72459235',1,1.79527460444106554985e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1feb4-7f9a-7870-958f-80da45fdd6ac',1,1.79527460444260787966e+09,'RunCreated',NULL,NULL,'{"tags": {"kind": "completed", "of": "v1"}, "forked_from": "01a1feb4-7cd9-7851-a355-c27b9d3d2656", "from_step": "add"}');
INSERT INTO "events" VALUES('01a1feb4-7f9a-7870-958f-80da45fdd6ac',2,1.79527460444260787966e+09,'StepKept','read',1,'{"status": "COMPLETED", "failures": 0, "bytes": 8, "checksum": 3730618441, "started_at": 1795274603.740395, "ended_at": 1795274603.7404685}');
INSERT INTO "events" VALUES('01a1feb4-7f9a-7870-958f-80da45fdd6ac',3,1.79527460444260787966e+09,'StepKept','note',1,'{"status": "FAILED", "failures": 1, "bytes": 9, "checksum": 778569163, "error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/work/main/gorkflow/runtime/attempt.py\", line 78, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/work/main/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "started_at": 1795274603.7411554, "ended_at": 1795274603.7411861}');
INSERT INTO "events" VALUES('01a1feb4-7f9a-7870-958f-80da45fdd6ac',4,1.79527460444260787966e+09,'StepInputGiven','add',NULL,'{"bytes": 4, "checksum": 3054569126}');
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
INSERT INTO "run_inputs" VALUES('01a1feb4-7cd9-7851-a355-c27b9d3d2656',X'3130');
INSERT INTO "run_inputs" VALUES('01a1feb4-7cdf-761d-a69e-8fdb8146f6e4',X'32');
INSERT INTO "run_inputs" VALUES('01a1feb4-7ce3-72ab-b772-ff383cdf38b0',X'31303030');
INSERT INTO "run_inputs" VALUES('01a1feb4-7ce5-724c-8032-bfa6a2e0fa79',X'37');
INSERT INTO "run_inputs" VALUES('01a1feb4-7ce6-7566-a5a5-63c8a2edf491',X'37');
INSERT INTO "run_inputs" VALUES('01a1feb4-7dd4-74a6-b345-491ee7fa912d',X'33');
INSERT INTO "run_inputs" VALUES('01a1feb4-7eb6-782a-b3cc-8afe28873c4b',X'37');
INSERT INTO "run_inputs" VALUES('01a1feb4-7f97-779d-8492-6cb26729cf0c',X'37');
INSERT INTO "run_inputs" VALUES('01a1feb4-7f99-762b-82cc-eabb72459235',X'3132');
INSERT INTO "run_inputs" VALUES('01a1feb4-7f9a-7870-958f-80da45fdd6ac',X'3130');
CREATE TABLE run_state (
    run_id TEXT NOT NULL,
    key TEXT NOT NULL,
    step_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    value BLOB,
    PRIMARY KEY (run_id, key, step_id)
) STRICT;
INSERT INTO "run_state" VALUES('01a1feb4-7cd9-7851-a355-c27b9d3d2656','words','read',4,X'015B2272C3A96164222C223130225D');
INSERT INTO "run_state" VALUES('01a1feb4-7cdf-761d-a69e-8fdb8146f6e4','words','read',4,X'015B2272C3A96164222C2232225D');
INSERT INTO "run_state" VALUES('01a1feb4-7ce3-72ab-b772-ff383cdf38b0','words','read',4,X'015B2272C3A96164222C2231303030225D');
INSERT INTO "run_state" VALUES('01a1feb4-7ce5-724c-8032-bfa6a2e0fa79','words','read',4,X'015B2272C3A96164222C2237225D');
INSERT INTO "run_state" VALUES('01a1feb4-7ce6-7566-a5a5-63c8a2edf491','words','read',4,X'015B2272C3A96164222C2237225D');
INSERT INTO "run_state" VALUES('01a1feb4-7dd4-74a6-b345-491ee7fa912d','words','read',4,X'015B2272C3A96164222C2233225D');
INSERT INTO "run_state" VALUES('01a1feb4-7eb6-782a-b3cc-8afe28873c4b','words','read',4,X'015B2272C3A96164222C2237225D');
INSERT INTO "run_state" VALUES('01a1feb4-7f9a-7870-958f-80da45fdd6ac','words','read',2,X'015B2272C3A96164222C223130225D');
CREATE TABLE run_tags (
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    run_id TEXT NOT NULL,
    PRIMARY KEY (key, value, run_id)
) STRICT, WITHOUT ROWID;
INSERT INTO "run_tags" VALUES('kind','completed','01a1feb4-7cd9-7851-a355-c27b9d3d2656');
INSERT INTO "run_tags" VALUES('kind','completed','01a1feb4-7f9a-7870-958f-80da45fdd6ac');
INSERT INTO "run_tags" VALUES('kind','failed','01a1feb4-7ce3-72ab-b772-ff383cdf38b0');
INSERT INTO "run_tags" VALUES('kind','skipped','01a1feb4-7cdf-761d-a69e-8fdb8146f6e4');
INSERT INTO "run_tags" VALUES('of','v1','01a1feb4-7cd9-7851-a355-c27b9d3d2656');
INSERT INTO "run_tags" VALUES('of','v1','01a1feb4-7cdf-761d-a69e-8fdb8146f6e4');
INSERT INTO "run_tags" VALUES('of','v1','01a1feb4-7ce3-72ab-b772-ff383cdf38b0');
INSERT INTO "run_tags" VALUES('of','v1','01a1feb4-7f9a-7870-958f-80da45fdd6ac');
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
INSERT INTO "runs" VALUES('01a1feb4-7cd9-7851-a355-c27b9d3d2656','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,2707236321,'{"kind": "completed", "of": "v1"}',NULL,'completed',NULL,NULL,'drain',NULL,1.7952746037372808456e+09,NULL,5,NULL,1,'COMPLETED',5,1.7952746037372808456e+09,1.79527460374280786511e+09,1.79527460374280786511e+09,'"finish"',NULL,0,13);
INSERT INTO "runs" VALUES('01a1feb4-7cdf-761d-a69e-8fdb8146f6e4','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,450215437,'{"kind": "skipped", "of": "v1"}',NULL,'skipped',NULL,NULL,'drain',NULL,1.79527460374337220197e+09,NULL,5,NULL,1,'COMPLETED',5,1.79527460374337220197e+09,1795274603.74644,1795274603.74644,'"finish"',NULL,0,12);
INSERT INTO "runs" VALUES('01a1feb4-7ce3-72ab-b772-ff383cdf38b0','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,3022496535,'{"kind": "failed", "of": "v1"}',NULL,'failed',NULL,NULL,'drain',NULL,1.79527460374706792833e+09,NULL,5,NULL,1,'FAILED',2,1.79527460374706792833e+09,1.79527460374912619595e+09,1.79527460374912619595e+09,NULL,'{"code":"execution","type":"ValueError","message":"too much\nfor one line","traceback":"Traceback (most recent call last):\n  File \"/work/main/gorkflow/runtime/attempt.py\", line 78, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/work/main/tests/stores/old_store.py\", line 41, in add\n    raise ValueError(\"too much\\nfor one line\")\nValueError: too much\nfor one line\n","step_id":"add","attempt":1}',0,9);
INSERT INTO "runs" VALUES('01a1feb4-7ce5-724c-8032-bfa6a2e0fa79','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,1790921346,'{}','seven','cancelled',NULL,NULL,'drain',NULL,1.79527460374986338621e+09,NULL,5,NULL,1,'CANCELLED',4,1.79527460374986338621e+09,1.79527460398693728448e+09,1.79527460398693728448e+09,NULL,NULL,1,14);
INSERT INTO "runs" VALUES('01a1feb4-7ce6-7566-a5a5-63c8a2edf491','changing','1','2fedfe00bb7c9fe42dad627508f8b2079a7e82f95ca9182710f42574cd05f7ea',0,1790921346,'{}',NULL,'suspended',NULL,NULL,'drain',NULL,1.79527460375073099133e+09,NULL,4,NULL,2,'SUSPENDED',3,1.79527460375073099133e+09,NULL,1.79527460469334363942e+09,NULL,'{"code":"definition_mismatch","type":"DefinitionMismatchError","message":"run 01a1feb4-7ce6-7566-a5a5-63c8a2edf491: workflow ''changing'' version ''1'' is not the one that the run has executed; bring the code back, give the changed one a version of its own, or take the run over as it is: gorkflow migrate 01a1feb4-7ce6-7566-a5a5-63c8a2edf491\n  - step ''add'' is gone; is it ''ADD'' now?\n  - step ''halve'': takes ADD instead of add"}',0,10);
INSERT INTO "runs" VALUES('01a1feb4-7dd4-74a6-b345-491ee7fa912d','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,1842515611,'{}',NULL,'retrying',NULL,NULL,'drain',1000000000.0,1.7952746039886672497e+09,2.795274603988667488e+09,5,'01a1feb4-7cba-7fee-b158-9387bc4c55cc',1,'RUNNING',4,1.7952746039886672497e+09,NULL,1.7952746039914646149e+09,NULL,NULL,0,11);
INSERT INTO "runs" VALUES('01a1feb4-7eb6-782a-b3cc-8afe28873c4b','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,1790921346,'{}',NULL,'running',NULL,NULL,'drain',1000000000.0,1.79527460421403026579e+09,2.7952746042140302657e+09,5,'01a1feb4-7cba-7fee-b158-9387bc4c55cc',1,'RUNNING',4,1.79527460421403026579e+09,NULL,1.79527460421792697904e+09,NULL,NULL,0,11);
INSERT INTO "runs" VALUES('01a1feb4-7f97-779d-8492-6cb26729cf0c','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,1790921346,'{}',NULL,'another',NULL,NULL,'drain',NULL,1.79527460443962192529e+09,NULL,5,'01a1feb4-7cba-7fee-b158-9387bc4c55cc',1,'PENDING',0,NULL,NULL,1.79527460443962192529e+09,NULL,NULL,0,1);
INSERT INTO "runs" VALUES('01a1feb4-7f99-762b-82cc-eabb72459235','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,1330857165,'{}',NULL,'pending',NULL,NULL,'drain',NULL,1.79527460444106554985e+09,NULL,5,'01a1feb4-7cba-7fee-b158-9387bc4c55cc',1,'PENDING',0,NULL,NULL,1.79527460444106554985e+09,NULL,NULL,0,1);
INSERT INTO "runs" VALUES('01a1feb4-7f9a-7870-958f-80da45fdd6ac','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,2707236321,'{"kind": "completed", "of": "v1"}',NULL,NULL,'01a1feb4-7cd9-7851-a355-c27b9d3d2656',NULL,'drain',NULL,1.79527460444260787966e+09,NULL,5,'01a1feb4-7cba-7fee-b158-9387bc4c55cc',1,'PENDING',2,NULL,NULL,1.79527460444260787966e+09,NULL,NULL,0,4);
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
INSERT INTO "step_executions" VALUES('01a1feb4-7cd9-7851-a355-c27b9d3d2656','add',5,2,1,0,0,'COMPLETED','"read"',X'3230',NULL,0,2322626082,NULL,1795274603.74048,1.79527460374180912973e+09,1.79527460374183940889e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1feb4-7cd9-7851-a355-c27b9d3d2656','finish',10,4,1,0,0,'COMPLETED','"halve"',X'322E35',NULL,0,2233083363,NULL,1.79527460374241733549e+09,1.79527460374276852609e+09,1.79527460374280261991e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1feb4-7cd9-7851-a355-c27b9d3d2656','halve',8,3,1,0,0,'COMPLETED','"add"',X'3130',NULL,0,2707236321,NULL,1.79527460374185180661e+09,1.79527460374240112306e+09,1.79527460374241256716e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1feb4-7cd9-7851-a355-c27b9d3d2656','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/work/main/gorkflow/runtime/attempt.py\", line 78, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/work/main/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1795274603.74048,1.79527460374115538591e+09,1.79527460374118614195e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1feb4-7cd9-7851-a355-c27b9d3d2656','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B31302C2D31305D',NULL,0,3730618441,NULL,1.7952746037372808456e+09,1.7952746037403950691e+09,1.79527460374046850203e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1feb4-7cdf-761d-a69e-8fdb8146f6e4','add',5,2,1,0,0,'COMPLETED','"read"',X'34',NULL,0,4088798008,NULL,1.79527460374462771415e+09,1.79527460374577021596e+09,1.79527460374579858779e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1feb4-7cdf-761d-a69e-8fdb8146f6e4','finish',9,4,1,0,0,'COMPLETED','"halve"',X'312E30',NULL,0,4147539765,NULL,1795274603.74581,1.79527460374641203879e+09,1.79527460374643588062e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1feb4-7cdf-761d-a69e-8fdb8146f6e4','halve',8,3,0,0,0,'SKIPPED','"add"',NULL,'"add"',0,NULL,NULL,1795274603.74581,NULL,1795274603.74581,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1feb4-7cdf-761d-a69e-8fdb8146f6e4','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/work/main/gorkflow/runtime/attempt.py\", line 78, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/work/main/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79527460374462771415e+09,1.79527460374545145029e+09,1.79527460374547243116e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1feb4-7cdf-761d-a69e-8fdb8146f6e4','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B322C2D325D',NULL,0,783355516,NULL,1.79527460374337220197e+09,1.79527460374457621576e+09,1.79527460374462127681e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1feb4-7ce3-72ab-b772-ff383cdf38b0','add',5,NULL,1,1,0,'FAILED','"read"',NULL,NULL,0,NULL,'{"code":"execution","type":"ValueError","message":"too much\nfor one line","traceback":"Traceback (most recent call last):\n  File \"/work/main/gorkflow/runtime/attempt.py\", line 78, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/work/main/tests/stores/old_store.py\", line 41, in add\n    raise ValueError(\"too much\\nfor one line\")\nValueError: too much\nfor one line\n","step_id":"add","attempt":1}',1.79527460374801230429e+09,1.79527460374891400336e+09,1.79527460374893593785e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1feb4-7ce3-72ab-b772-ff383cdf38b0','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/work/main/gorkflow/runtime/attempt.py\", line 78, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/work/main/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79527460374801230429e+09,1.79527460374859714506e+09,1.79527460374861574173e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1feb4-7ce3-72ab-b772-ff383cdf38b0','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B313030302C2D313030305D',NULL,0,761622427,NULL,1.79527460374706792833e+09,1.79527460374793815614e+09,1.79527460374800777436e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1feb4-7ce5-724c-8032-bfa6a2e0fa79','add',5,2,1,0,0,'COMPLETED','"read"',X'3134',NULL,0,2788221432,NULL,1.79527460375150489809e+09,1.79527460375333380694e+09,1.79527460375335311888e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1feb4-7ce5-724c-8032-bfa6a2e0fa79','finish',10,NULL,1,0,0,'CANCELLED','"halve"',NULL,NULL,0,NULL,NULL,1.79527460375418782228e+09,1.79527460375467228892e+09,1.79527460398693728448e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1feb4-7ce5-724c-8032-bfa6a2e0fa79','halve',8,3,1,0,0,'COMPLETED','"add"',X'37',NULL,0,1790921346,NULL,1.79527460375337219239e+09,1.79527460375417923931e+09,1.79527460375418496129e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1feb4-7ce5-724c-8032-bfa6a2e0fa79','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/work/main/gorkflow/runtime/attempt.py\", line 78, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/work/main/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79527460375150489809e+09,1.79527460375287628178e+09,1.79527460375289916994e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1feb4-7ce5-724c-8032-bfa6a2e0fa79','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B372C2D375D',NULL,0,2602988873,NULL,1.79527460374986338621e+09,1.79527460375145840642e+09,1795274603.7515,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1feb4-7ce6-7566-a5a5-63c8a2edf491','add',4,1,1,0,0,'COMPLETED','"read"',X'3134',NULL,0,2788221432,NULL,1.79527460375283217427e+09,1.79527460375411629682e+09,1.79527460375413870814e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1feb4-7ce6-7566-a5a5-63c8a2edf491','end',8,NULL,1,0,0,'RUNNING','"halve"',NULL,NULL,0,NULL,NULL,1.79527460375464367869e+09,1.79527460375464367869e+09,NULL,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1feb4-7ce6-7566-a5a5-63c8a2edf491','halve',6,2,1,0,0,'COMPLETED','"add"',X'37',NULL,0,1790921346,NULL,1.79527460375414276124e+09,1.79527460375463199619e+09,1.79527460375464057926e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1feb4-7ce6-7566-a5a5-63c8a2edf491','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B372C2D375D',NULL,0,2602988873,NULL,1.79527460375073099133e+09,1.79527460375279021261e+09,1.79527460375282669072e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1feb4-7dd4-74a6-b345-491ee7fa912d','add',5,2,1,0,0,'COMPLETED','"read"',X'36',NULL,0,498629140,NULL,1.79527460398961734768e+09,1.7952746039905519486e+09,1.79527460399058222777e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1feb4-7dd4-74a6-b345-491ee7fa912d','finish',9,NULL,1,1,0,'RETRYING','"halve"',NULL,NULL,0,NULL,'{"code":"execution","type":"ConnectionError","message":"not yet","traceback":"Traceback (most recent call last):\n  File \"/work/main/gorkflow/runtime/attempt.py\", line 78, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/work/main/tests/stores/old_store.py\", line 61, in finish\n    raise ConnectionError(\"not yet\")\nConnectionError: not yet\n","step_id":"finish","attempt":1}',1.79527460399058985708e+09,1.79527460399122714999e+09,1.79527460399126791946e+09,1.79527460449146461485e+09,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1feb4-7dd4-74a6-b345-491ee7fa912d','halve',8,3,0,0,0,'SKIPPED','"add"',NULL,'"add"',0,NULL,NULL,1.79527460399058985708e+09,NULL,1.79527460399058985708e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1feb4-7dd4-74a6-b345-491ee7fa912d','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/work/main/gorkflow/runtime/attempt.py\", line 78, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/work/main/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79527460398961734768e+09,1.79527460399021077152e+09,1.7952746039902429581e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1feb4-7dd4-74a6-b345-491ee7fa912d','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B332C2D335D',NULL,0,181016205,NULL,1.7952746039886672497e+09,1.79527460398954272265e+09,1.79527460398961091043e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1feb4-7eb6-782a-b3cc-8afe28873c4b','add',5,2,1,0,0,'COMPLETED','"read"',X'3134',NULL,0,2788221432,NULL,1.79527460421546053879e+09,1.7952746042167789936e+09,1.7952746042168259621e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1feb4-7eb6-782a-b3cc-8afe28873c4b','finish',10,NULL,1,0,0,'RUNNING','"halve"',NULL,NULL,0,NULL,NULL,1.79527460421792697904e+09,1.79527460421792697904e+09,NULL,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1feb4-7eb6-782a-b3cc-8afe28873c4b','halve',8,3,1,0,0,'COMPLETED','"add"',X'37',NULL,0,1790921346,NULL,1.79527460421683979037e+09,1.79527460421790027614e+09,1.79527460421791934964e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1feb4-7eb6-782a-b3cc-8afe28873c4b','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/work/main/gorkflow/runtime/attempt.py\", line 78, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/work/main/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79527460421546053879e+09,1.79527460421624708176e+09,1.79527460421631312372e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1feb4-7eb6-782a-b3cc-8afe28873c4b','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B372C2D375D',NULL,0,2602988873,NULL,1.79527460421403026579e+09,1.79527460421537160876e+09,1.79527460421545171742e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1feb4-7f9a-7870-958f-80da45fdd6ac','add',4,NULL,0,0,0,'PENDING','"@input:add"',NULL,NULL,0,NULL,NULL,1.79527460444260787966e+09,NULL,NULL,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1feb4-7f9a-7870-958f-80da45fdd6ac','note',2,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/work/main/gorkflow/runtime/attempt.py\", line 78, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/work/main/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1795274603.74048,1.79527460374115538591e+09,1.79527460374118614195e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1feb4-7f9a-7870-958f-80da45fdd6ac','read',1,0,1,0,0,'COMPLETED','"@input"',X'5B31302C2D31305D',NULL,0,3730618441,NULL,1.7952746037372808456e+09,1.7952746037403950691e+09,1.79527460374046850203e+09,NULL,NULL,'loop');
CREATE TABLE step_inputs (
    run_id TEXT NOT NULL,
    step_id TEXT NOT NULL,
    input BLOB NOT NULL,
    arm INTEGER NOT NULL,
    checksum INTEGER NOT NULL,
    PRIMARY KEY (run_id, step_id)
) STRICT, WITHOUT ROWID;
INSERT INTO "step_inputs" VALUES('01a1feb4-7f9a-7870-958f-80da45fdd6ac','add',X'5B31345D',0,3054569126);
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
