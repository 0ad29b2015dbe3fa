PRAGMA application_id = 1735091820;
PRAGMA user_version = 1;
BEGIN TRANSACTION;
CREATE TABLE engines (
    engine_id TEXT NOT NULL PRIMARY KEY,
    host TEXT NOT NULL,
    pid INTEGER NOT NULL,
    started_at REAL NOT NULL,
    heartbeat_at REAL NOT NULL,
    lease_seconds REAL NOT NULL
) STRICT;
INSERT INTO "engines" VALUES('01a1fe2a-71d8-7793-a752-6404b762d310','a-host',1,1.79526555696850395205e+09,15212.353460597,30.0);
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
INSERT INTO "events" VALUES('01a1fe2a-7201-7cf6-b7cd-728db7ecd980',1,1.79526555699333214763e+09,'RunCreated',NULL,NULL,'{"tags": {"kind": "completed", "of": "v1"}}');
INSERT INTO "events" VALUES('01a1fe2a-7201-7cf6-b7cd-728db7ecd980',2,1.79526555699333214763e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe2a-7201-7cf6-b7cd-728db7ecd980',3,1.79526555699333214763e+09,'StepStarted','read',1,'{}');
INSERT INTO "events" VALUES('01a1fe2a-7201-7cf6-b7cd-728db7ecd980',4,1.7952655569959237575e+09,'StepCompleted','read',1,'{"bytes": 8, "checksum": 3730618441, "started_at": 1795265556.9958484, "ended_at": 1795265556.9959135}');
INSERT INTO "events" VALUES('01a1fe2a-7201-7cf6-b7cd-728db7ecd980',5,1.7952655569959237575e+09,'StepStarted','note',1,'{}');
INSERT INTO "events" VALUES('01a1fe2a-7201-7cf6-b7cd-728db7ecd980',6,1.7952655569959237575e+09,'StepStarted','add',1,'{}');
INSERT INTO "events" VALUES('01a1fe2a-7201-7cf6-b7cd-728db7ecd980',7,1.79526555699850654595e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/keep/gorkflow/runtime/attempt.py\", line 72, in run\n    encoded = self.node.output.encode(await self.node.handler(*arguments), self._kit.max_payload_bytes)\n                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/keep/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795265556.997996, "ended_at": 1795265556.998028, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a1fe2a-7201-7cf6-b7cd-728db7ecd980',8,1.79526555699850654595e+09,'StepCompleted','add',1,'{"bytes": 2, "checksum": 2322626082, "started_at": 1795265556.9984643, "ended_at": 1795265556.9984963}');
INSERT INTO "events" VALUES('01a1fe2a-7201-7cf6-b7cd-728db7ecd980',9,1.79526555699850654595e+09,'StepStarted','halve',1,'{"condition": true}');
INSERT INTO "events" VALUES('01a1fe2a-7201-7cf6-b7cd-728db7ecd980',10,1.79526555700543856627e+09,'StepCompleted','halve',1,'{"bytes": 2, "checksum": 2707236321, "started_at": 1795265557.0014997, "ended_at": 1795265557.0054247}');
INSERT INTO "events" VALUES('01a1fe2a-7201-7cf6-b7cd-728db7ecd980',11,1.79526555700543856627e+09,'StepStarted','finish',1,'{}');
INSERT INTO "events" VALUES('01a1fe2a-7201-7cf6-b7cd-728db7ecd980',12,1.79526555700615835192e+09,'StepCompleted','finish',1,'{"bytes": 3, "checksum": 2233083363, "started_at": 1795265557.0061133, "ended_at": 1795265557.006152}');
INSERT INTO "events" VALUES('01a1fe2a-7201-7cf6-b7cd-728db7ecd980',13,1.79526555700615835192e+09,'RunCompleted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe2a-720f-777c-8549-2b5493d608ba',1,1.79526555700744175911e+09,'RunCreated',NULL,NULL,'{"tags": {"kind": "skipped", "of": "v1"}}');
INSERT INTO "events" VALUES('01a1fe2a-720f-777c-8549-2b5493d608ba',2,1.79526555700744175911e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe2a-720f-777c-8549-2b5493d608ba',3,1.79526555700744175911e+09,'StepStarted','read',1,'{}');
INSERT INTO "events" VALUES('01a1fe2a-720f-777c-8549-2b5493d608ba',4,1.79526555701385116575e+09,'StepCompleted','read',1,'{"bytes": 6, "checksum": 783355516, "started_at": 1795265557.0137684, "ended_at": 1795265557.0138385}');
INSERT INTO "events" VALUES('01a1fe2a-720f-777c-8549-2b5493d608ba',5,1.79526555701385116575e+09,'StepStarted','note',1,'{}');
INSERT INTO "events" VALUES('01a1fe2a-720f-777c-8549-2b5493d608ba',6,1.79526555701385116575e+09,'StepStarted','add',1,'{}');
INSERT INTO "events" VALUES('01a1fe2a-720f-777c-8549-2b5493d608ba',7,1.79526555702231478692e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/keep/gorkflow/runtime/attempt.py\", line 72, in run\n    encoded = self.node.output.encode(await self.node.handler(*arguments), self._kit.max_payload_bytes)\n                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/keep/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795265557.0219257, "ended_at": 1795265557.021961, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a1fe2a-720f-777c-8549-2b5493d608ba',8,1.79526555702231478692e+09,'StepCompleted','add',1,'{"bytes": 1, "checksum": 4088798008, "started_at": 1795265557.0222504, "ended_at": 1795265557.0223017}');
INSERT INTO "events" VALUES('01a1fe2a-720f-777c-8549-2b5493d608ba',9,1.79526555702231478692e+09,'StepSkipped','halve',NULL,'{"condition": false}');
INSERT INTO "events" VALUES('01a1fe2a-720f-777c-8549-2b5493d608ba',10,1.79526555702231478692e+09,'StepStarted','finish',1,'{}');
INSERT INTO "events" VALUES('01a1fe2a-720f-777c-8549-2b5493d608ba',11,1.79526555702432847024e+09,'StepCompleted','finish',1,'{"bytes": 3, "checksum": 4147539765, "started_at": 1795265557.0242414, "ended_at": 1795265557.0243196}');
INSERT INTO "events" VALUES('01a1fe2a-720f-777c-8549-2b5493d608ba',12,1.79526555702432847024e+09,'RunCompleted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe2a-7224-78b8-884b-91cf098946d0',1,1.79526555702817749984e+09,'RunCreated',NULL,NULL,'{"tags": {"kind": "failed", "of": "v1"}}');
INSERT INTO "events" VALUES('01a1fe2a-7224-78b8-884b-91cf098946d0',2,1.79526555702817749984e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe2a-7224-78b8-884b-91cf098946d0',3,1.79526555702817749984e+09,'StepStarted','read',1,'{}');
INSERT INTO "events" VALUES('01a1fe2a-7224-78b8-884b-91cf098946d0',4,1.79526555703751683227e+09,'StepCompleted','read',1,'{"bytes": 12, "checksum": 761622427, "started_at": 1795265557.0374465, "ended_at": 1795265557.0375087}');
INSERT INTO "events" VALUES('01a1fe2a-7224-78b8-884b-91cf098946d0',5,1.79526555703751683227e+09,'StepStarted','note',1,'{}');
INSERT INTO "events" VALUES('01a1fe2a-7224-78b8-884b-91cf098946d0',6,1.79526555703751683227e+09,'StepStarted','add',1,'{}');
INSERT INTO "events" VALUES('01a1fe2a-7224-78b8-884b-91cf098946d0',7,1.79526555703883767124e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/keep/gorkflow/runtime/attempt.py\", line 72, in run\n    encoded = self.node.output.encode(await self.node.handler(*arguments), self._kit.max_payload_bytes)\n                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/keep/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795265557.038372, "ended_at": 1795265557.0383978, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a1fe2a-7224-78b8-884b-91cf098946d0',8,1.79526555703883767124e+09,'StepFailed','add',1,'{"error": {"code": "execution", "type": "ValueError", "message": "too much\nfor one line", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/keep/gorkflow/runtime/attempt.py\", line 72, in run\n    encoded = self.node.output.encode(await self.node.handler(*arguments), self._kit.max_payload_bytes)\n                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/keep/tests/stores/old_store.py\", line 41, in add\n    raise ValueError(\"too much\\nfor one line\")\nValueError: too much\nfor one line\n", "step_id": "add", "attempt": 1}, "tolerated": false, "started_at": 1795265557.0386693, "ended_at": 1795265557.038704}');
INSERT INTO "events" VALUES('01a1fe2a-7224-78b8-884b-91cf098946d0',9,1.79526555703883767124e+09,'RunFailed',NULL,NULL,'{"error": {"code": "execution", "type": "ValueError", "message": "too much\nfor one line", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/keep/gorkflow/runtime/attempt.py\", line 72, in run\n    encoded = self.node.output.encode(await self.node.handler(*arguments), self._kit.max_payload_bytes)\n                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/keep/tests/stores/old_store.py\", line 41, in add\n    raise ValueError(\"too much\\nfor one line\")\nValueError: too much\nfor one line\n", "step_id": "add", "attempt": 1}}');
INSERT INTO "events" VALUES('01a1fe2a-722f-785e-a141-d085b48d7230',1,1.79526555703977251056e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe2a-722f-785e-a141-d085b48d7230',2,1.79526555703977251056e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe2a-722f-785e-a141-d085b48d7230',3,1.79526555703977251056e+09,'StepStarted','read',1,'{}');
INSERT INTO "events" VALUES('01a1fe2a-722f-785e-a141-d085b48d7230',4,1.79526555704114985467e+09,'StepCompleted','read',1,'{"bytes": 6, "checksum": 2602988873, "started_at": 1795265557.0410895, "ended_at": 1795265557.0411448}');
INSERT INTO "events" VALUES('01a1fe2a-722f-785e-a141-d085b48d7230',5,1.79526555704114985467e+09,'StepStarted','note',1,'{}');
INSERT INTO "events" VALUES('01a1fe2a-722f-785e-a141-d085b48d7230',6,1.79526555704114985467e+09,'StepStarted','add',1,'{}');
INSERT INTO "events" VALUES('01a1fe2a-722f-785e-a141-d085b48d7230',7,1.79526555704276776317e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/keep/gorkflow/runtime/attempt.py\", line 72, in run\n    encoded = self.node.output.encode(await self.node.handler(*arguments), self._kit.max_payload_bytes)\n                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/keep/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795265557.0425472, "ended_at": 1795265557.0425625, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a1fe2a-722f-785e-a141-d085b48d7230',8,1.79526555704276776317e+09,'StepCompleted','add',1,'{"bytes": 2, "checksum": 2788221432, "started_at": 1795265557.0427432, "ended_at": 1795265557.0427604}');
INSERT INTO "events" VALUES('01a1fe2a-722f-785e-a141-d085b48d7230',9,1.79526555704276776317e+09,'StepStarted','halve',1,'{"condition": true}');
INSERT INTO "events" VALUES('01a1fe2a-722f-785e-a141-d085b48d7230',10,1.79526555704379892344e+09,'StepCompleted','halve',1,'{"bytes": 1, "checksum": 1790921346, "started_at": 1795265557.043793, "ended_at": 1795265557.0437968}');
INSERT INTO "events" VALUES('01a1fe2a-722f-785e-a141-d085b48d7230',11,1.79526555704379892344e+09,'StepStarted','finish',1,'{}');
INSERT INTO "events" VALUES('01a1fe2a-722f-785e-a141-d085b48d7230',12,1.79526555726403355597e+09,'RunCancelRequested',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe2a-722f-785e-a141-d085b48d7230',13,1.79526555726403355597e+09,'StepCancelled','finish',1,'{"started_at": 1795265557.0532663}');
INSERT INTO "events" VALUES('01a1fe2a-722f-785e-a141-d085b48d7230',14,1.79526555726403355597e+09,'RunCancelled',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe2a-7230-7152-88ce-f5567750b057',1,1.79526555704074668889e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe2a-7230-7152-88ce-f5567750b057',2,1.79526555704074668889e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe2a-7230-7152-88ce-f5567750b057',3,1.79526555704074668889e+09,'StepStarted','read',1,'{}');
INSERT INTO "events" VALUES('01a1fe2a-7230-7152-88ce-f5567750b057',4,1.79526555704212069514e+09,'StepCompleted','read',1,'{"bytes": 6, "checksum": 2602988873, "started_at": 1795265557.042089, "ended_at": 1795265557.0421164}');
INSERT INTO "events" VALUES('01a1fe2a-7230-7152-88ce-f5567750b057',5,1.79526555704212069514e+09,'StepStarted','add',1,'{}');
INSERT INTO "events" VALUES('01a1fe2a-7230-7152-88ce-f5567750b057',6,1.79526555704375672339e+09,'StepCompleted','add',1,'{"bytes": 2, "checksum": 2788221432, "started_at": 1795265557.0437374, "ended_at": 1795265557.0437536}');
INSERT INTO "events" VALUES('01a1fe2a-7230-7152-88ce-f5567750b057',7,1.79526555704375672339e+09,'StepStarted','halve',1,'{}');
INSERT INTO "events" VALUES('01a1fe2a-7230-7152-88ce-f5567750b057',8,1.79526555705320382122e+09,'StepCompleted','halve',1,'{"bytes": 1, "checksum": 1790921346, "started_at": 1795265557.0531776, "ended_at": 1795265557.0531962}');
INSERT INTO "events" VALUES('01a1fe2a-7230-7152-88ce-f5567750b057',9,1.79526555705320382122e+09,'StepStarted','end',1,'{}');
INSERT INTO "events" VALUES('01a1fe2a-7230-7152-88ce-f5567750b057',10,1.7952655574945776463e+09,'RunSuspended',NULL,NULL,'{"error": {"code": "definition_mismatch", "type": "DefinitionMismatchError", "message": "run 01a1fe2a-7230-7152-88ce-f5567750b057: workflow ''changing'' version ''1'' has another structure or other types than when the run was started; steps that it has executed and the code has no more: add; bring the code back, or give the new one a new version"}}');
INSERT INTO "events" VALUES('01a1fe2a-7311-724c-8c69-354ec75d72d8',1,1.79526555726571154596e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe2a-7311-724c-8c69-354ec75d72d8',2,1.79526555726571154596e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe2a-7311-724c-8c69-354ec75d72d8',3,1.79526555726571154596e+09,'StepStarted','read',1,'{}');
INSERT INTO "events" VALUES('01a1fe2a-7311-724c-8c69-354ec75d72d8',4,1.79526555726684236523e+09,'StepCompleted','read',1,'{"bytes": 6, "checksum": 181016205, "started_at": 1795265557.266759, "ended_at": 1795265557.2668386}');
INSERT INTO "events" VALUES('01a1fe2a-7311-724c-8c69-354ec75d72d8',5,1.79526555726684236523e+09,'StepStarted','note',1,'{}');
INSERT INTO "events" VALUES('01a1fe2a-7311-724c-8c69-354ec75d72d8',6,1.79526555726684236523e+09,'StepStarted','add',1,'{}');
INSERT INTO "events" VALUES('01a1fe2a-7311-724c-8c69-354ec75d72d8',7,1.79526555726873850819e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/keep/gorkflow/runtime/attempt.py\", line 72, in run\n    encoded = self.node.output.encode(await self.node.handler(*arguments), self._kit.max_payload_bytes)\n                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/keep/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795265557.2680783, "ended_at": 1795265557.2680957, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a1fe2a-7311-724c-8c69-354ec75d72d8',8,1.79526555726873850819e+09,'StepCompleted','add',1,'{"bytes": 1, "checksum": 498629140, "started_at": 1795265557.268334, "ended_at": 1795265557.2683594}');
INSERT INTO "events" VALUES('01a1fe2a-7311-724c-8c69-354ec75d72d8',9,1.79526555726873850819e+09,'StepSkipped','halve',NULL,'{"condition": false}');
INSERT INTO "events" VALUES('01a1fe2a-7311-724c-8c69-354ec75d72d8',10,1.79526555726873850819e+09,'StepStarted','finish',1,'{}');
INSERT INTO "events" VALUES('01a1fe2a-7311-724c-8c69-354ec75d72d8',11,1.795265557270015955e+09,'StepRetryScheduled','finish',1,'{"error": {"code": "execution", "type": "ConnectionError", "message": "not yet", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/keep/gorkflow/runtime/attempt.py\", line 72, in run\n    encoded = self.node.output.encode(await self.node.handler(*arguments), self._kit.max_payload_bytes)\n                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/keep/tests/stores/old_store.py\", line 61, in finish\n    raise ConnectionError(\"not yet\")\nConnectionError: not yet\n", "step_id": "finish", "attempt": 1}, "next_attempt_at": 1795265557.770016, "started_at": 1795265557.2697616, "ended_at": 1795265557.2697883}');
INSERT INTO "events" VALUES('01a1fe2a-7311-7e08-a7ca-37c688ecb379',1,1.79526555726511383051e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe2a-7311-7e08-a7ca-37c688ecb379',2,1.79526555726511383051e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe2a-7311-7e08-a7ca-37c688ecb379',3,1.79526555726511383051e+09,'StepStarted','read',1,'{}');
INSERT INTO "events" VALUES('01a1fe2a-7311-7e08-a7ca-37c688ecb379',4,1.79526555726585674288e+09,'StepCompleted','read',1,'{"bytes": 6, "checksum": 2602988873, "started_at": 1795265557.2658012, "ended_at": 1795265557.2658525}');
INSERT INTO "events" VALUES('01a1fe2a-7311-7e08-a7ca-37c688ecb379',5,1.79526555726585674288e+09,'StepStarted','note',1,'{}');
INSERT INTO "events" VALUES('01a1fe2a-7311-7e08-a7ca-37c688ecb379',6,1.79526555726585674288e+09,'StepStarted','add',1,'{}');
INSERT INTO "events" VALUES('01a1fe2a-7311-7e08-a7ca-37c688ecb379',7,1.79526555726722955707e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/keep/gorkflow/runtime/attempt.py\", line 72, in run\n    encoded = self.node.output.encode(await self.node.handler(*arguments), self._kit.max_payload_bytes)\n                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/keep/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795265557.2669268, "ended_at": 1795265557.2669501, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a1fe2a-7311-7e08-a7ca-37c688ecb379',8,1.79526555726722955707e+09,'StepCompleted','add',1,'{"bytes": 2, "checksum": 2788221432, "started_at": 1795265557.267199, "ended_at": 1795265557.2672203}');
INSERT INTO "events" VALUES('01a1fe2a-7311-7e08-a7ca-37c688ecb379',9,1.79526555726722955707e+09,'StepStarted','halve',1,'{"condition": true}');
INSERT INTO "events" VALUES('01a1fe2a-7311-7e08-a7ca-37c688ecb379',10,1.79526555726805019377e+09,'StepCompleted','halve',1,'{"bytes": 1, "checksum": 1790921346, "started_at": 1795265557.2680392, "ended_at": 1795265557.2680466}');
INSERT INTO "events" VALUES('01a1fe2a-7311-7e08-a7ca-37c688ecb379',11,1.79526555726805019377e+09,'StepStarted','finish',1,'{}');
INSERT INTO "events" VALUES('01a1fe2a-7312-7d6b-91a9-cdccb0561653',1,1.79526555726636195178e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe2a-7313-7c63-96f4-c93d7891d014',1,1.79526555726779341697e+09,'RunCreated',NULL,NULL,'{}');
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
INSERT INTO "run_inputs" VALUES('01a1fe2a-7201-7cf6-b7cd-728db7ecd980',X'3130');
INSERT INTO "run_inputs" VALUES('01a1fe2a-720f-777c-8549-2b5493d608ba',X'32');
INSERT INTO "run_inputs" VALUES('01a1fe2a-7224-78b8-884b-91cf098946d0',X'31303030');
INSERT INTO "run_inputs" VALUES('01a1fe2a-722f-785e-a141-d085b48d7230',X'37');
INSERT INTO "run_inputs" VALUES('01a1fe2a-7230-7152-88ce-f5567750b057',X'37');
INSERT INTO "run_inputs" VALUES('01a1fe2a-7311-724c-8c69-354ec75d72d8',X'33');
INSERT INTO "run_inputs" VALUES('01a1fe2a-7311-7e08-a7ca-37c688ecb379',X'37');
INSERT INTO "run_inputs" VALUES('01a1fe2a-7312-7d6b-91a9-cdccb0561653',X'37');
INSERT INTO "run_inputs" VALUES('01a1fe2a-7313-7c63-96f4-c93d7891d014',X'3132');
CREATE TABLE run_state (
    run_id TEXT NOT NULL,
    key TEXT NOT NULL,
    value BLOB NOT NULL,
    PRIMARY KEY (run_id, key)
) STRICT;
INSERT INTO "run_state" VALUES('01a1fe2a-7201-7cf6-b7cd-728db7ecd980','words',X'015B2272C3A96164222C223130225D');
INSERT INTO "run_state" VALUES('01a1fe2a-720f-777c-8549-2b5493d608ba','words',X'015B2272C3A96164222C2232225D');
INSERT INTO "run_state" VALUES('01a1fe2a-7224-78b8-884b-91cf098946d0','words',X'015B2272C3A96164222C2231303030225D');
INSERT INTO "run_state" VALUES('01a1fe2a-722f-785e-a141-d085b48d7230','words',X'015B2272C3A96164222C2237225D');
INSERT INTO "run_state" VALUES('01a1fe2a-7230-7152-88ce-f5567750b057','words',X'015B2272C3A96164222C2237225D');
INSERT INTO "run_state" VALUES('01a1fe2a-7311-7e08-a7ca-37c688ecb379','words',X'015B2272C3A96164222C2237225D');
INSERT INTO "run_state" VALUES('01a1fe2a-7311-724c-8c69-354ec75d72d8','words',X'015B2272C3A96164222C2233225D');
CREATE TABLE run_tags (
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    run_id TEXT NOT NULL,
    PRIMARY KEY (key, value, run_id)
) STRICT, WITHOUT ROWID;
INSERT INTO "run_tags" VALUES('kind','completed','01a1fe2a-7201-7cf6-b7cd-728db7ecd980');
INSERT INTO "run_tags" VALUES('kind','failed','01a1fe2a-7224-78b8-884b-91cf098946d0');
INSERT INTO "run_tags" VALUES('kind','skipped','01a1fe2a-720f-777c-8549-2b5493d608ba');
INSERT INTO "run_tags" VALUES('of','v1','01a1fe2a-7201-7cf6-b7cd-728db7ecd980');
INSERT INTO "run_tags" VALUES('of','v1','01a1fe2a-720f-777c-8549-2b5493d608ba');
INSERT INTO "run_tags" VALUES('of','v1','01a1fe2a-7224-78b8-884b-91cf098946d0');
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
INSERT INTO "runs" VALUES('01a1fe2a-7201-7cf6-b7cd-728db7ecd980','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,2707236321,'{"kind": "completed", "of": "v1"}',NULL,'completed',NULL,'drain',NULL,1.79526555699333214763e+09,NULL,5,NULL,1,'COMPLETED',5,1.79526555699333214763e+09,1.79526555700615835192e+09,1.79526555700615835192e+09,'"finish"',NULL,0,13);
INSERT INTO "runs" VALUES('01a1fe2a-720f-777c-8549-2b5493d608ba','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,450215437,'{"kind": "skipped", "of": "v1"}',NULL,'skipped',NULL,'drain',NULL,1.79526555700744175911e+09,NULL,5,NULL,1,'COMPLETED',5,1.79526555700744175911e+09,1.79526555702432847024e+09,1.79526555702432847024e+09,'"finish"',NULL,0,12);
INSERT INTO "runs" VALUES('01a1fe2a-7224-78b8-884b-91cf098946d0','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,3022496535,'{"kind": "failed", "of": "v1"}',NULL,'failed',NULL,'drain',NULL,1.79526555702817749984e+09,NULL,5,NULL,1,'FAILED',2,1.79526555702817749984e+09,1.79526555703883767124e+09,1.79526555703883767124e+09,NULL,'{"code":"execution","type":"ValueError","message":"too much\nfor one line","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/keep/gorkflow/runtime/attempt.py\", line 72, in run\n    encoded = self.node.output.encode(await self.node.handler(*arguments), self._kit.max_payload_bytes)\n                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/keep/tests/stores/old_store.py\", line 41, in add\n    raise ValueError(\"too much\\nfor one line\")\nValueError: too much\nfor one line\n","step_id":"add","attempt":1}',0,9);
INSERT INTO "runs" VALUES('01a1fe2a-722f-785e-a141-d085b48d7230','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,1790921346,'{}','seven','cancelled',NULL,'drain',NULL,1.79526555703977251056e+09,NULL,5,NULL,1,'CANCELLED',4,1.79526555703977251056e+09,1.79526555726403355597e+09,1.79526555726403355597e+09,NULL,NULL,1,14);
INSERT INTO "runs" VALUES('01a1fe2a-7230-7152-88ce-f5567750b057','changing','1','2fedfe00bb7c9fe42dad627508f8b2079a7e82f95ca9182710f42574cd05f7ea',0,1790921346,'{}',NULL,'suspended',NULL,'drain',NULL,1.79526555704074668889e+09,NULL,4,NULL,2,'SUSPENDED',3,1.79526555704074668889e+09,NULL,1.7952655574945776463e+09,NULL,'{"code":"definition_mismatch","type":"DefinitionMismatchError","message":"run 01a1fe2a-7230-7152-88ce-f5567750b057: workflow ''changing'' version ''1'' has another structure or other types than when the run was started; steps that it has executed and the code has no more: add; bring the code back, or give the new one a new version"}',0,10);
INSERT INTO "runs" VALUES('01a1fe2a-7311-724c-8c69-354ec75d72d8','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,1842515611,'{}',NULL,'retrying',NULL,'drain',1000000000.0,1.79526555726571154596e+09,2.79526555726571178427e+09,5,'01a1fe2a-71d8-7793-a752-6404b762d310',1,'RUNNING',4,1.79526555726571154596e+09,NULL,1.795265557270015955e+09,NULL,NULL,0,11);
INSERT INTO "runs" VALUES('01a1fe2a-7311-7e08-a7ca-37c688ecb379','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,1790921346,'{}',NULL,'running',NULL,'drain',1000000000.0,1.79526555726511383051e+09,2.79526555726511383051e+09,5,'01a1fe2a-71d8-7793-a752-6404b762d310',1,'RUNNING',4,1.79526555726511383051e+09,NULL,1.79526555726805019377e+09,NULL,NULL,0,11);
INSERT INTO "runs" VALUES('01a1fe2a-7312-7d6b-91a9-cdccb0561653','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,1790921346,'{}',NULL,'another',NULL,'drain',NULL,1.79526555726636195178e+09,NULL,5,'01a1fe2a-71d8-7793-a752-6404b762d310',1,'PENDING',0,NULL,NULL,1.79526555726636195178e+09,NULL,NULL,0,1);
INSERT INTO "runs" VALUES('01a1fe2a-7313-7c63-96f4-c93d7891d014','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,1330857165,'{}',NULL,'pending',NULL,'drain',NULL,1.79526555726779341697e+09,NULL,5,'01a1fe2a-71d8-7793-a752-6404b762d310',1,'PENDING',0,NULL,NULL,1.79526555726779341697e+09,NULL,NULL,0,1);
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
INSERT INTO "step_executions" VALUES('01a1fe2a-7201-7cf6-b7cd-728db7ecd980','add',5,2,1,0,0,'COMPLETED','"read"',X'3230',NULL,0,2322626082,NULL,1.7952655569959237575e+09,1.7952655569984643459e+09,1.795265556998496294e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe2a-7201-7cf6-b7cd-728db7ecd980','finish',10,4,1,0,0,'COMPLETED','"halve"',X'322E35',NULL,0,2233083363,NULL,1.79526555700543856627e+09,1.79526555700611329074e+09,1.79526555700615191458e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe2a-7201-7cf6-b7cd-728db7ecd980','halve',8,3,1,0,0,'COMPLETED','"add"',X'3130',NULL,0,2707236321,NULL,1.79526555699850654595e+09,1.79526555700149965284e+09,1.79526555700542473793e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe2a-7201-7cf6-b7cd-728db7ecd980','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/keep/gorkflow/runtime/attempt.py\", line 72, in run\n    encoded = self.node.output.encode(await self.node.handler(*arguments), self._kit.max_payload_bytes)\n                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/keep/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.7952655569959237575e+09,1.79526555699799609186e+09,1.79526555699802803996e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe2a-7201-7cf6-b7cd-728db7ecd980','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B31302C2D31305D',NULL,0,3730618441,NULL,1.79526555699333214763e+09,1.79526555699584841729e+09,1.7952655569959135055e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe2a-720f-777c-8549-2b5493d608ba','add',5,2,1,0,0,'COMPLETED','"read"',X'34',NULL,0,4088798008,NULL,1.79526555701385116575e+09,1.79526555702225041385e+09,1.79526555702230167384e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe2a-720f-777c-8549-2b5493d608ba','finish',9,4,1,0,0,'COMPLETED','"halve"',X'312E30',NULL,0,4147539765,NULL,1.79526555702231478692e+09,1.79526555702424144749e+09,1.79526555702431964874e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe2a-720f-777c-8549-2b5493d608ba','halve',8,3,0,0,0,'SKIPPED','"add"',NULL,'"add"',0,NULL,NULL,1.79526555702231478692e+09,NULL,1.79526555702231478692e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe2a-720f-777c-8549-2b5493d608ba','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/keep/gorkflow/runtime/attempt.py\", line 72, in run\n    encoded = self.node.output.encode(await self.node.handler(*arguments), self._kit.max_payload_bytes)\n                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/keep/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79526555701385116575e+09,1.79526555702192568784e+09,1.79526555702196097372e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe2a-720f-777c-8549-2b5493d608ba','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B322C2D325D',NULL,0,783355516,NULL,1.79526555700744175911e+09,1.79526555701376843449e+09,1.79526555701383852959e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe2a-7224-78b8-884b-91cf098946d0','add',5,NULL,1,1,0,'FAILED','"read"',NULL,NULL,0,NULL,'{"code":"execution","type":"ValueError","message":"too much\nfor one line","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/keep/gorkflow/runtime/attempt.py\", line 72, in run\n    encoded = self.node.output.encode(await self.node.handler(*arguments), self._kit.max_payload_bytes)\n                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/keep/tests/stores/old_store.py\", line 41, in add\n    raise ValueError(\"too much\\nfor one line\")\nValueError: too much\nfor one line\n","step_id":"add","attempt":1}',1.79526555703751683227e+09,1.79526555703866934777e+09,1.79526555703870391842e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe2a-7224-78b8-884b-91cf098946d0','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/keep/gorkflow/runtime/attempt.py\", line 72, in run\n    encoded = self.node.output.encode(await self.node.handler(*arguments), self._kit.max_payload_bytes)\n                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/keep/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79526555703751683227e+09,1.7952655570383720398e+09,1.79526555703839778895e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe2a-7224-78b8-884b-91cf098946d0','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B313030302C2D313030305D',NULL,0,761622427,NULL,1.79526555702817749984e+09,1.79526555703744649891e+09,1.79526555703750872617e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe2a-722f-785e-a141-d085b48d7230','add',5,2,1,0,0,'COMPLETED','"read"',X'3134',NULL,0,2788221432,NULL,1.79526555704114985467e+09,1.79526555704274320599e+09,1.79526555704276037216e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe2a-722f-785e-a141-d085b48d7230','finish',10,NULL,1,0,0,'CANCELLED','"halve"',NULL,NULL,0,NULL,NULL,1.79526555704379892344e+09,1.79526555705326628688e+09,1.79526555726403355597e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe2a-722f-785e-a141-d085b48d7230','halve',8,3,1,0,0,'COMPLETED','"add"',X'37',NULL,0,1790921346,NULL,1.79526555704276776317e+09,1.79526555704379296306e+09,1.79526555704379677772e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe2a-722f-785e-a141-d085b48d7230','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/keep/gorkflow/runtime/attempt.py\", line 72, in run\n    encoded = self.node.output.encode(await self.node.handler(*arguments), self._kit.max_payload_bytes)\n                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/keep/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79526555704114985467e+09,1.79526555704254722591e+09,1.7952655570425624848e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe2a-722f-785e-a141-d085b48d7230','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B372C2D375D',NULL,0,2602988873,NULL,1.79526555703977251056e+09,1.79526555704108953474e+09,1.79526555704114484783e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe2a-7230-7152-88ce-f5567750b057','add',4,1,1,0,0,'COMPLETED','"read"',X'3134',NULL,0,2788221432,NULL,1.79526555704212069514e+09,1.79526555704373741145e+09,1.795265557043753624e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe2a-7230-7152-88ce-f5567750b057','end',8,NULL,1,0,0,'RUNNING','"halve"',NULL,NULL,0,NULL,NULL,1.79526555705320382122e+09,1.79526555705320382122e+09,NULL,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe2a-7230-7152-88ce-f5567750b057','halve',6,2,1,0,0,'COMPLETED','"add"',X'37',NULL,0,1790921346,NULL,1.79526555704375672339e+09,1.79526555705317759515e+09,1.79526555705319619182e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe2a-7230-7152-88ce-f5567750b057','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B372C2D375D',NULL,0,2602988873,NULL,1.79526555704074668889e+09,1.79526555704208898539e+09,1.79526555704211640356e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe2a-7311-724c-8c69-354ec75d72d8','add',5,2,1,0,0,'COMPLETED','"read"',X'36',NULL,0,498629140,NULL,1.79526555726684236523e+09,1.79526555726833391196e+09,1.79526555726835942267e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe2a-7311-724c-8c69-354ec75d72d8','finish',9,NULL,1,1,0,'RETRYING','"halve"',NULL,NULL,0,NULL,'{"code":"execution","type":"ConnectionError","message":"not yet","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/keep/gorkflow/runtime/attempt.py\", line 72, in run\n    encoded = self.node.output.encode(await self.node.handler(*arguments), self._kit.max_payload_bytes)\n                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/keep/tests/stores/old_store.py\", line 61, in finish\n    raise ConnectionError(\"not yet\")\nConnectionError: not yet\n","step_id":"finish","attempt":1}',1.79526555726873850819e+09,1.79526555726976156236e+09,1.79526555726978826518e+09,1.79526555777001595496e+09,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe2a-7311-724c-8c69-354ec75d72d8','halve',8,3,0,0,0,'SKIPPED','"add"',NULL,'"add"',0,NULL,NULL,1.79526555726873850819e+09,NULL,1.79526555726873850819e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe2a-7311-724c-8c69-354ec75d72d8','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/keep/gorkflow/runtime/attempt.py\", line 72, in run\n    encoded = self.node.output.encode(await self.node.handler(*arguments), self._kit.max_payload_bytes)\n                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/keep/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79526555726684236523e+09,1.79526555726807832721e+09,1.79526555726809573169e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe2a-7311-724c-8c69-354ec75d72d8','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B332C2D335D',NULL,0,181016205,NULL,1.79526555726571154596e+09,1.79526555726675891878e+09,1.79526555726683855057e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe2a-7311-7e08-a7ca-37c688ecb379','add',5,2,1,0,0,'COMPLETED','"read"',X'3134',NULL,0,2788221432,NULL,1.79526555726585674288e+09,1.79526555726719903947e+09,1.79526555726722025869e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe2a-7311-7e08-a7ca-37c688ecb379','finish',10,NULL,1,0,0,'RUNNING','"halve"',NULL,NULL,0,NULL,NULL,1.79526555726805019377e+09,1.79526555726805019377e+09,NULL,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe2a-7311-7e08-a7ca-37c688ecb379','halve',8,3,1,0,0,'COMPLETED','"add"',X'37',NULL,0,1790921346,NULL,1.79526555726722955707e+09,1.79526555726803922654e+09,1.79526555726804661755e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe2a-7311-7e08-a7ca-37c688ecb379','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/keep/gorkflow/runtime/attempt.py\", line 72, in run\n    encoded = self.node.output.encode(await self.node.handler(*arguments), self._kit.max_payload_bytes)\n                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/keep/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79526555726585674288e+09,1.79526555726692676542e+09,1.7952655572669501305e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe2a-7311-7e08-a7ca-37c688ecb379','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B372C2D375D',NULL,0,2602988873,NULL,1.79526555726511383051e+09,1.7952655572658011914e+09,1.79526555726585245135e+09,NULL,NULL,'loop');
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
