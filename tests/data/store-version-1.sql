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
INSERT INTO "engines" VALUES('01a1fe1e-1703-7dab-ad56-aa34529b3c2d','a-host',1,1.79526474729495859146e+09,1.79526114733431625368e+09,30.0);
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
INSERT INTO "events" VALUES('01a1fe1e-174e-73b9-ae7a-0fe9adc30a22',1,1.79526474734284281729e+09,'RunCreated',NULL,NULL,'{"tags": {"kind": "completed", "of": "v1"}}');
INSERT INTO "events" VALUES('01a1fe1e-174e-73b9-ae7a-0fe9adc30a22',2,1.79526474734284281729e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe1e-174e-73b9-ae7a-0fe9adc30a22',3,1.79526474734284281729e+09,'StepStarted','read',1,'{}');
INSERT INTO "events" VALUES('01a1fe1e-174e-73b9-ae7a-0fe9adc30a22',4,1.79526474734859633444e+09,'StepCompleted','read',1,'{"bytes": 8, "checksum": 3730618441, "started_at": 1795264747.3485, "ended_at": 1795264747.3485842}');
INSERT INTO "events" VALUES('01a1fe1e-174e-73b9-ae7a-0fe9adc30a22',5,1.79526474734859633444e+09,'StepStarted','note',1,'{}');
INSERT INTO "events" VALUES('01a1fe1e-174e-73b9-ae7a-0fe9adc30a22',6,1.79526474734859633444e+09,'StepStarted','add',1,'{}');
INSERT INTO "events" VALUES('01a1fe1e-174e-73b9-ae7a-0fe9adc30a22',7,1.79526474735196042058e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/keep/gorkflow/runtime/attempt.py\", line 72, in run\n    encoded = self.node.output.encode(await self.node.handler(*arguments), self._kit.max_payload_bytes)\n                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/keep/tests/stores/old_store.py\", line 45, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795264747.3512836, "ended_at": 1795264747.3513267, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a1fe1e-174e-73b9-ae7a-0fe9adc30a22',8,1.79526474735196042058e+09,'StepCompleted','add',1,'{"bytes": 2, "checksum": 2322626082, "started_at": 1795264747.3518963, "ended_at": 1795264747.351948}');
INSERT INTO "events" VALUES('01a1fe1e-174e-73b9-ae7a-0fe9adc30a22',9,1.79526474735196042058e+09,'StepStarted','halve',1,'{"condition": true}');
INSERT INTO "events" VALUES('01a1fe1e-174e-73b9-ae7a-0fe9adc30a22',10,1.79526474735667634008e+09,'StepCompleted','halve',1,'{"bytes": 2, "checksum": 2707236321, "started_at": 1795264747.3566246, "ended_at": 1795264747.3566625}');
INSERT INTO "events" VALUES('01a1fe1e-174e-73b9-ae7a-0fe9adc30a22',11,1.79526474735667634008e+09,'StepStarted','finish',1,'{}');
INSERT INTO "events" VALUES('01a1fe1e-174e-73b9-ae7a-0fe9adc30a22',12,1.79526474735758590699e+09,'StepCompleted','finish',1,'{"bytes": 3, "checksum": 2233083363, "started_at": 1795264747.3575141, "ended_at": 1795264747.3575752}');
INSERT INTO "events" VALUES('01a1fe1e-174e-73b9-ae7a-0fe9adc30a22',13,1.79526474735758590699e+09,'RunCompleted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe1e-1760-793f-98b5-c8a5b4ede7e2',1,1.79526474736092519764e+09,'RunCreated',NULL,NULL,'{"tags": {"kind": "skipped", "of": "v1"}}');
INSERT INTO "events" VALUES('01a1fe1e-1760-793f-98b5-c8a5b4ede7e2',2,1.79526474736092519764e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe1e-1760-793f-98b5-c8a5b4ede7e2',3,1.79526474736092519764e+09,'StepStarted','read',1,'{}');
INSERT INTO "events" VALUES('01a1fe1e-1760-793f-98b5-c8a5b4ede7e2',4,1.79526474736476683614e+09,'StepCompleted','read',1,'{"bytes": 6, "checksum": 783355516, "started_at": 1795264747.3646545, "ended_at": 1795264747.364754}');
INSERT INTO "events" VALUES('01a1fe1e-1760-793f-98b5-c8a5b4ede7e2',5,1.79526474736476683614e+09,'StepStarted','note',1,'{}');
INSERT INTO "events" VALUES('01a1fe1e-1760-793f-98b5-c8a5b4ede7e2',6,1.79526474736476683614e+09,'StepStarted','add',1,'{}');
INSERT INTO "events" VALUES('01a1fe1e-1760-793f-98b5-c8a5b4ede7e2',7,1.79526474736593770987e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/keep/gorkflow/runtime/attempt.py\", line 72, in run\n    encoded = self.node.output.encode(await self.node.handler(*arguments), self._kit.max_payload_bytes)\n                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/keep/tests/stores/old_store.py\", line 45, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795264747.3655212, "ended_at": 1795264747.3655508, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a1fe1e-1760-793f-98b5-c8a5b4ede7e2',8,1.79526474736593770987e+09,'StepCompleted','add',1,'{"bytes": 1, "checksum": 4088798008, "started_at": 1795264747.3658855, "ended_at": 1795264747.365928}');
INSERT INTO "events" VALUES('01a1fe1e-1760-793f-98b5-c8a5b4ede7e2',9,1.79526474736593770987e+09,'StepSkipped','halve',NULL,'{"condition": false}');
INSERT INTO "events" VALUES('01a1fe1e-1760-793f-98b5-c8a5b4ede7e2',10,1.79526474736593770987e+09,'StepStarted','finish',1,'{}');
INSERT INTO "events" VALUES('01a1fe1e-1760-793f-98b5-c8a5b4ede7e2',11,1.7952647473665530682e+09,'StepCompleted','finish',1,'{"bytes": 3, "checksum": 4147539765, "started_at": 1795264747.3665245, "ended_at": 1795264747.3665488}');
INSERT INTO "events" VALUES('01a1fe1e-1760-793f-98b5-c8a5b4ede7e2',12,1.7952647473665530682e+09,'RunCompleted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe1e-1768-7402-96b8-e4f720672afd',1,1.79526474736844706531e+09,'RunCreated',NULL,NULL,'{"tags": {"kind": "failed", "of": "v1"}}');
INSERT INTO "events" VALUES('01a1fe1e-1768-7402-96b8-e4f720672afd',2,1.79526474736844706531e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe1e-1768-7402-96b8-e4f720672afd',3,1.79526474736844706531e+09,'StepStarted','read',1,'{}');
INSERT INTO "events" VALUES('01a1fe1e-1768-7402-96b8-e4f720672afd',4,1.79526474737272167202e+09,'StepCompleted','read',1,'{"bytes": 12, "checksum": 761622427, "started_at": 1795264747.3726554, "ended_at": 1795264747.372714}');
INSERT INTO "events" VALUES('01a1fe1e-1768-7402-96b8-e4f720672afd',5,1.79526474737272167202e+09,'StepStarted','note',1,'{}');
INSERT INTO "events" VALUES('01a1fe1e-1768-7402-96b8-e4f720672afd',6,1.79526474737272167202e+09,'StepStarted','add',1,'{}');
INSERT INTO "events" VALUES('01a1fe1e-1768-7402-96b8-e4f720672afd',7,1.79526474737376952163e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/keep/gorkflow/runtime/attempt.py\", line 72, in run\n    encoded = self.node.output.encode(await self.node.handler(*arguments), self._kit.max_payload_bytes)\n                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/keep/tests/stores/old_store.py\", line 45, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795264747.3733075, "ended_at": 1795264747.3733363, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a1fe1e-1768-7402-96b8-e4f720672afd',8,1.79526474737376952163e+09,'StepFailed','add',1,'{"error": {"code": "execution", "type": "ValueError", "message": "too much\nfor one line", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/keep/gorkflow/runtime/attempt.py\", line 72, in run\n    encoded = self.node.output.encode(await self.node.handler(*arguments), self._kit.max_payload_bytes)\n                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/keep/tests/stores/old_store.py\", line 40, in add\n    raise ValueError(\"too much\\nfor one line\")\nValueError: too much\nfor one line\n", "step_id": "add", "attempt": 1}, "tolerated": false, "started_at": 1795264747.3736305, "ended_at": 1795264747.373656}');
INSERT INTO "events" VALUES('01a1fe1e-1768-7402-96b8-e4f720672afd',9,1.79526474737376952163e+09,'RunFailed',NULL,NULL,'{"error": {"code": "execution", "type": "ValueError", "message": "too much\nfor one line", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/keep/gorkflow/runtime/attempt.py\", line 72, in run\n    encoded = self.node.output.encode(await self.node.handler(*arguments), self._kit.max_payload_bytes)\n                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/keep/tests/stores/old_store.py\", line 40, in add\n    raise ValueError(\"too much\\nfor one line\")\nValueError: too much\nfor one line\n", "step_id": "add", "attempt": 1}}');
INSERT INTO "events" VALUES('01a1fe1e-1774-7cad-8579-3115d5d76771',1,1.79526474738091897966e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe1e-1774-7cad-8579-3115d5d76771',2,1.79526474738091897966e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe1e-1774-7cad-8579-3115d5d76771',3,1.79526474738091897966e+09,'StepStarted','read',1,'{}');
INSERT INTO "events" VALUES('01a1fe1e-1774-7cad-8579-3115d5d76771',4,1.79526474738609480861e+09,'StepCompleted','read',1,'{"bytes": 6, "checksum": 2602988873, "started_at": 1795264747.386019, "ended_at": 1795264747.3860874}');
INSERT INTO "events" VALUES('01a1fe1e-1774-7cad-8579-3115d5d76771',5,1.79526474738609480861e+09,'StepStarted','note',1,'{}');
INSERT INTO "events" VALUES('01a1fe1e-1774-7cad-8579-3115d5d76771',6,1.79526474738609480861e+09,'StepStarted','add',1,'{}');
INSERT INTO "events" VALUES('01a1fe1e-1774-7cad-8579-3115d5d76771',7,1.79526474739389181132e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/keep/gorkflow/runtime/attempt.py\", line 72, in run\n    encoded = self.node.output.encode(await self.node.handler(*arguments), self._kit.max_payload_bytes)\n                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/keep/tests/stores/old_store.py\", line 45, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795264747.393562, "ended_at": 1795264747.393586, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a1fe1e-1774-7cad-8579-3115d5d76771',8,1.79526474739389181132e+09,'StepCompleted','add',1,'{"bytes": 2, "checksum": 2788221432, "started_at": 1795264747.3938506, "ended_at": 1795264747.393874}');
INSERT INTO "events" VALUES('01a1fe1e-1774-7cad-8579-3115d5d76771',9,1.79526474739389181132e+09,'StepStarted','halve',1,'{"condition": true}');
INSERT INTO "events" VALUES('01a1fe1e-1774-7cad-8579-3115d5d76771',10,1.79526474739459967608e+09,'StepCompleted','halve',1,'{"bytes": 1, "checksum": 1790921346, "started_at": 1795264747.3945901, "ended_at": 1795264747.3945966}');
INSERT INTO "events" VALUES('01a1fe1e-1774-7cad-8579-3115d5d76771',11,1.79526474739459967608e+09,'StepStarted','finish',1,'{}');
INSERT INTO "events" VALUES('01a1fe1e-1774-7cad-8579-3115d5d76771',12,1795264747.62434,'RunCancelRequested',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe1e-1774-7cad-8579-3115d5d76771',13,1795264747.62434,'StepCancelled','finish',1,'{"started_at": 1795264747.3951383}');
INSERT INTO "events" VALUES('01a1fe1e-1774-7cad-8579-3115d5d76771',14,1795264747.62434,'RunCancelled',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe1e-1779-7d16-944f-275c807aa2e1',1,1.79526474738552141189e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe1e-1779-7d16-944f-275c807aa2e1',2,1.79526474738552141189e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe1e-1779-7d16-944f-275c807aa2e1',3,1.79526474738552141189e+09,'StepStarted','read',1,'{}');
INSERT INTO "events" VALUES('01a1fe1e-1779-7d16-944f-275c807aa2e1',4,1.7952647473926486969e+09,'StepCompleted','read',1,'{"bytes": 6, "checksum": 2602988873, "started_at": 1795264747.3924105, "ended_at": 1795264747.3926413}');
INSERT INTO "events" VALUES('01a1fe1e-1779-7d16-944f-275c807aa2e1',5,1.7952647473926486969e+09,'StepStarted','add',1,'{}');
INSERT INTO "events" VALUES('01a1fe1e-1779-7d16-944f-275c807aa2e1',6,1.79526474739403581618e+09,'StepCompleted','add',1,'{"bytes": 2, "checksum": 2788221432, "started_at": 1795264747.3940244, "ended_at": 1795264747.3940332}');
INSERT INTO "events" VALUES('01a1fe1e-1779-7d16-944f-275c807aa2e1',7,1.79526474739403581618e+09,'StepStarted','halve',1,'{}');
INSERT INTO "events" VALUES('01a1fe1e-1779-7d16-944f-275c807aa2e1',8,1.79526474739464116095e+09,'StepCompleted','halve',1,'{"bytes": 1, "checksum": 1790921346, "started_at": 1795264747.3946364, "ended_at": 1795264747.3946393}');
INSERT INTO "events" VALUES('01a1fe1e-1779-7d16-944f-275c807aa2e1',9,1.79526474739464116095e+09,'StepStarted','end',1,'{}');
INSERT INTO "events" VALUES('01a1fe1e-1779-7d16-944f-275c807aa2e1',10,1.79526474787057495115e+09,'RunSuspended',NULL,NULL,'{"error": {"code": "definition_mismatch", "type": "DefinitionMismatchError", "message": "run 01a1fe1e-1779-7d16-944f-275c807aa2e1: workflow ''changing'' version ''1'' has another structure or other types than when the run was started; steps that it has executed and the code has no more: add; bring the code back, or give the new one a new version"}}');
INSERT INTO "events" VALUES('01a1fe1e-186a-794d-bf71-f79f3227c0de',1,1.79526474762617540355e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe1e-186a-794d-bf71-f79f3227c0de',2,1.79526474762617540355e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe1e-186a-794d-bf71-f79f3227c0de',3,1.79526474762617540355e+09,'StepStarted','read',1,'{}');
INSERT INTO "events" VALUES('01a1fe1e-186a-794d-bf71-f79f3227c0de',4,1.79526474762882447245e+09,'StepCompleted','read',1,'{"bytes": 6, "checksum": 2602988873, "started_at": 1795264747.6287258, "ended_at": 1795264747.6288183}');
INSERT INTO "events" VALUES('01a1fe1e-186a-794d-bf71-f79f3227c0de',5,1.79526474762882447245e+09,'StepStarted','note',1,'{}');
INSERT INTO "events" VALUES('01a1fe1e-186a-794d-bf71-f79f3227c0de',6,1.79526474762882447245e+09,'StepStarted','add',1,'{}');
INSERT INTO "events" VALUES('01a1fe1e-186a-794d-bf71-f79f3227c0de',7,1.79526474763336801529e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/keep/gorkflow/runtime/attempt.py\", line 72, in run\n    encoded = self.node.output.encode(await self.node.handler(*arguments), self._kit.max_payload_bytes)\n                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/keep/tests/stores/old_store.py\", line 45, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795264747.6328454, "ended_at": 1795264747.6328757, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a1fe1e-186a-794d-bf71-f79f3227c0de',8,1.79526474763336801529e+09,'StepCompleted','add',1,'{"bytes": 2, "checksum": 2788221432, "started_at": 1795264747.6333134, "ended_at": 1795264747.6333437}');
INSERT INTO "events" VALUES('01a1fe1e-186a-794d-bf71-f79f3227c0de',9,1.79526474763336801529e+09,'StepStarted','halve',1,'{"condition": true}');
INSERT INTO "events" VALUES('01a1fe1e-186a-794d-bf71-f79f3227c0de',10,1.79526474763963484761e+09,'StepCompleted','halve',1,'{"bytes": 1, "checksum": 1790921346, "started_at": 1795264747.639614, "ended_at": 1795264747.6396275}');
INSERT INTO "events" VALUES('01a1fe1e-186a-794d-bf71-f79f3227c0de',11,1.79526474763963484761e+09,'StepStarted','finish',1,'{}');
INSERT INTO "events" VALUES('01a1fe1e-186c-70f6-b6cc-0f77f93defc5',1,1.79526474762856388086e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe1e-186c-70f6-b6cc-0f77f93defc5',2,1.79526474762856388086e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe1e-186c-70f6-b6cc-0f77f93defc5',3,1.79526474762856388086e+09,'StepStarted','read',1,'{}');
INSERT INTO "events" VALUES('01a1fe1e-186c-70f6-b6cc-0f77f93defc5',4,1.79526474763278436662e+09,'StepCompleted','read',1,'{"bytes": 6, "checksum": 181016205, "started_at": 1795264747.6327314, "ended_at": 1795264747.6327775}');
INSERT INTO "events" VALUES('01a1fe1e-186c-70f6-b6cc-0f77f93defc5',5,1.79526474763278436662e+09,'StepStarted','note',1,'{}');
INSERT INTO "events" VALUES('01a1fe1e-186c-70f6-b6cc-0f77f93defc5',6,1.79526474763278436662e+09,'StepStarted','add',1,'{}');
INSERT INTO "events" VALUES('01a1fe1e-186c-70f6-b6cc-0f77f93defc5',7,1.79526474763731241227e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/keep/gorkflow/runtime/attempt.py\", line 72, in run\n    encoded = self.node.output.encode(await self.node.handler(*arguments), self._kit.max_payload_bytes)\n                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/keep/tests/stores/old_store.py\", line 45, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795264747.6369636, "ended_at": 1795264747.6369884, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a1fe1e-186c-70f6-b6cc-0f77f93defc5',8,1.79526474763731241227e+09,'StepCompleted','add',1,'{"bytes": 1, "checksum": 498629140, "started_at": 1795264747.6372638, "ended_at": 1795264747.6372926}');
INSERT INTO "events" VALUES('01a1fe1e-186c-70f6-b6cc-0f77f93defc5',9,1.79526474763731241227e+09,'StepSkipped','halve',NULL,'{"condition": false}');
INSERT INTO "events" VALUES('01a1fe1e-186c-70f6-b6cc-0f77f93defc5',10,1.79526474763731241227e+09,'StepStarted','finish',1,'{}');
INSERT INTO "events" VALUES('01a1fe1e-186c-70f6-b6cc-0f77f93defc5',11,1.79526474764093446731e+09,'StepRetryScheduled','finish',1,'{"error": {"code": "execution", "type": "ConnectionError", "message": "not yet", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/keep/gorkflow/runtime/attempt.py\", line 72, in run\n    encoded = self.node.output.encode(await self.node.handler(*arguments), self._kit.max_payload_bytes)\n                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/keep/tests/stores/old_store.py\", line 60, in finish\n    raise ConnectionError(\"not yet\")\nConnectionError: not yet\n", "step_id": "finish", "attempt": 1}, "next_attempt_at": 1795264748.1409345, "started_at": 1795264747.6406348, "ended_at": 1795264747.640677}');
INSERT INTO "events" VALUES('01a1fe1e-1870-7236-b424-eedf2c40f891',1,1.79526474763256072997e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe1e-1874-759f-b353-f2f4709a2e4f',1,1.79526474763681864743e+09,'RunCreated',NULL,NULL,'{}');
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
INSERT INTO "run_inputs" VALUES('01a1fe1e-174e-73b9-ae7a-0fe9adc30a22',X'3130');
INSERT INTO "run_inputs" VALUES('01a1fe1e-1760-793f-98b5-c8a5b4ede7e2',X'32');
INSERT INTO "run_inputs" VALUES('01a1fe1e-1768-7402-96b8-e4f720672afd',X'31303030');
INSERT INTO "run_inputs" VALUES('01a1fe1e-1774-7cad-8579-3115d5d76771',X'37');
INSERT INTO "run_inputs" VALUES('01a1fe1e-1779-7d16-944f-275c807aa2e1',X'37');
INSERT INTO "run_inputs" VALUES('01a1fe1e-186a-794d-bf71-f79f3227c0de',X'37');
INSERT INTO "run_inputs" VALUES('01a1fe1e-186c-70f6-b6cc-0f77f93defc5',X'33');
INSERT INTO "run_inputs" VALUES('01a1fe1e-1870-7236-b424-eedf2c40f891',X'37');
INSERT INTO "run_inputs" VALUES('01a1fe1e-1874-759f-b353-f2f4709a2e4f',X'3132');
CREATE TABLE run_state (
    run_id TEXT NOT NULL,
    key TEXT NOT NULL,
    value BLOB NOT NULL,
    PRIMARY KEY (run_id, key)
) STRICT;
INSERT INTO "run_state" VALUES('01a1fe1e-174e-73b9-ae7a-0fe9adc30a22','words',X'015B2272C3A96164222C223130225D');
INSERT INTO "run_state" VALUES('01a1fe1e-1760-793f-98b5-c8a5b4ede7e2','words',X'015B2272C3A96164222C2232225D');
INSERT INTO "run_state" VALUES('01a1fe1e-1768-7402-96b8-e4f720672afd','words',X'015B2272C3A96164222C2231303030225D');
INSERT INTO "run_state" VALUES('01a1fe1e-1774-7cad-8579-3115d5d76771','words',X'015B2272C3A96164222C2237225D');
INSERT INTO "run_state" VALUES('01a1fe1e-1779-7d16-944f-275c807aa2e1','words',X'015B2272C3A96164222C2237225D');
INSERT INTO "run_state" VALUES('01a1fe1e-186a-794d-bf71-f79f3227c0de','words',X'015B2272C3A96164222C2237225D');
INSERT INTO "run_state" VALUES('01a1fe1e-186c-70f6-b6cc-0f77f93defc5','words',X'015B2272C3A96164222C2233225D');
CREATE TABLE run_tags (
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    run_id TEXT NOT NULL,
    PRIMARY KEY (key, value, run_id)
) STRICT, WITHOUT ROWID;
INSERT INTO "run_tags" VALUES('kind','completed','01a1fe1e-174e-73b9-ae7a-0fe9adc30a22');
INSERT INTO "run_tags" VALUES('kind','failed','01a1fe1e-1768-7402-96b8-e4f720672afd');
INSERT INTO "run_tags" VALUES('kind','skipped','01a1fe1e-1760-793f-98b5-c8a5b4ede7e2');
INSERT INTO "run_tags" VALUES('of','v1','01a1fe1e-174e-73b9-ae7a-0fe9adc30a22');
INSERT INTO "run_tags" VALUES('of','v1','01a1fe1e-1760-793f-98b5-c8a5b4ede7e2');
INSERT INTO "run_tags" VALUES('of','v1','01a1fe1e-1768-7402-96b8-e4f720672afd');
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
INSERT INTO "runs" VALUES('01a1fe1e-174e-73b9-ae7a-0fe9adc30a22','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,2707236321,'{"kind": "completed", "of": "v1"}',NULL,'completed',NULL,'drain',NULL,1.79526474734284281729e+09,NULL,5,NULL,1,'COMPLETED',5,1.79526474734284281729e+09,1.79526474735758590699e+09,1.79526474735758590699e+09,'"finish"',NULL,0,13);
INSERT INTO "runs" VALUES('01a1fe1e-1760-793f-98b5-c8a5b4ede7e2','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,450215437,'{"kind": "skipped", "of": "v1"}',NULL,'skipped',NULL,'drain',NULL,1.79526474736092519764e+09,NULL,5,NULL,1,'COMPLETED',5,1.79526474736092519764e+09,1.7952647473665530682e+09,1.7952647473665530682e+09,'"finish"',NULL,0,12);
INSERT INTO "runs" VALUES('01a1fe1e-1768-7402-96b8-e4f720672afd','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,3022496535,'{"kind": "failed", "of": "v1"}',NULL,'failed',NULL,'drain',NULL,1.79526474736844706531e+09,NULL,5,NULL,1,'FAILED',2,1.79526474736844706531e+09,1.79526474737376952163e+09,1.79526474737376952163e+09,NULL,'{"code":"execution","type":"ValueError","message":"too much\nfor one line","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/keep/gorkflow/runtime/attempt.py\", line 72, in run\n    encoded = self.node.output.encode(await self.node.handler(*arguments), self._kit.max_payload_bytes)\n                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/keep/tests/stores/old_store.py\", line 40, in add\n    raise ValueError(\"too much\\nfor one line\")\nValueError: too much\nfor one line\n","step_id":"add","attempt":1}',0,9);
INSERT INTO "runs" VALUES('01a1fe1e-1774-7cad-8579-3115d5d76771','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,1790921346,'{}','seven','cancelled',NULL,'drain',NULL,1.79526474738091897966e+09,NULL,5,NULL,1,'CANCELLED',4,1.79526474738091897966e+09,1795264747.62434,1795264747.62434,NULL,NULL,1,14);
INSERT INTO "runs" VALUES('01a1fe1e-1779-7d16-944f-275c807aa2e1','changing','1','2fedfe00bb7c9fe42dad627508f8b2079a7e82f95ca9182710f42574cd05f7ea',0,1790921346,'{}',NULL,'suspended',NULL,'drain',NULL,1.79526474738552141189e+09,NULL,4,NULL,2,'SUSPENDED',3,1.79526474738552141189e+09,NULL,1.79526474787057495115e+09,NULL,'{"code":"definition_mismatch","type":"DefinitionMismatchError","message":"run 01a1fe1e-1779-7d16-944f-275c807aa2e1: workflow ''changing'' version ''1'' has another structure or other types than when the run was started; steps that it has executed and the code has no more: add; bring the code back, or give the new one a new version"}',0,10);
INSERT INTO "runs" VALUES('01a1fe1e-186a-794d-bf71-f79f3227c0de','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,1790921346,'{}',NULL,'running',NULL,'drain',1000000000.0,1.79526474762617540355e+09,2.79526474762617540355e+09,5,'01a1fe1e-1703-7dab-ad56-aa34529b3c2d',1,'RUNNING',4,1.79526474762617540355e+09,NULL,1.79526474763963484761e+09,NULL,NULL,0,11);
INSERT INTO "runs" VALUES('01a1fe1e-186c-70f6-b6cc-0f77f93defc5','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,1842515611,'{}',NULL,'retrying',NULL,'drain',1000000000.0,1.79526474762856388086e+09,2.79526474762856388099e+09,5,'01a1fe1e-1703-7dab-ad56-aa34529b3c2d',1,'RUNNING',4,1.79526474762856388086e+09,NULL,1.79526474764093446731e+09,NULL,NULL,0,11);
INSERT INTO "runs" VALUES('01a1fe1e-1870-7236-b424-eedf2c40f891','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,1790921346,'{}',NULL,'another',NULL,'drain',NULL,1.79526474763256072997e+09,NULL,5,'01a1fe1e-1703-7dab-ad56-aa34529b3c2d',1,'PENDING',0,NULL,NULL,1.79526474763256072997e+09,NULL,NULL,0,1);
INSERT INTO "runs" VALUES('01a1fe1e-1874-759f-b353-f2f4709a2e4f','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,1330857165,'{}',NULL,'pending',NULL,'drain',NULL,1.79526474763681864743e+09,NULL,5,'01a1fe1e-1703-7dab-ad56-aa34529b3c2d',1,'PENDING',0,NULL,NULL,1.79526474763681864743e+09,NULL,NULL,0,1);
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
INSERT INTO "step_executions" VALUES('01a1fe1e-174e-73b9-ae7a-0fe9adc30a22','add',5,2,1,0,0,'COMPLETED','"read"',X'3230',NULL,0,2322626082,NULL,1.79526474734859633444e+09,1.79526474735189628603e+09,1.79526474735194802286e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe1e-174e-73b9-ae7a-0fe9adc30a22','finish',10,4,1,0,0,'COMPLETED','"halve"',X'322E35',NULL,0,2233083363,NULL,1.79526474735667634008e+09,1.79526474735751414299e+09,1.79526474735757517815e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe1e-174e-73b9-ae7a-0fe9adc30a22','halve',8,3,1,0,0,'COMPLETED','"add"',X'3130',NULL,0,2707236321,NULL,1.79526474735196042058e+09,1.79526474735662460325e+09,1.79526474735666251181e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe1e-174e-73b9-ae7a-0fe9adc30a22','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/keep/gorkflow/runtime/attempt.py\", line 72, in run\n    encoded = self.node.output.encode(await self.node.handler(*arguments), self._kit.max_payload_bytes)\n                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/keep/tests/stores/old_store.py\", line 45, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79526474734859633444e+09,1.79526474735128355022e+09,1.79526474735132670398e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe1e-174e-73b9-ae7a-0fe9adc30a22','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B31302C2D31305D',NULL,0,3730618441,NULL,1.79526474734284281729e+09,1795264747.3485,1.79526474734858417512e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe1e-1760-793f-98b5-c8a5b4ede7e2','add',5,2,1,0,0,'COMPLETED','"read"',X'34',NULL,0,4088798008,NULL,1.79526474736476683614e+09,1.79526474736588549608e+09,1.79526474736592793471e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe1e-1760-793f-98b5-c8a5b4ede7e2','finish',9,4,1,0,0,'COMPLETED','"halve"',X'312E30',NULL,0,4147539765,NULL,1.79526474736593770987e+09,1.79526474736652445797e+09,1.79526474736654877662e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe1e-1760-793f-98b5-c8a5b4ede7e2','halve',8,3,0,0,0,'SKIPPED','"add"',NULL,'"add"',0,NULL,NULL,1.79526474736593770987e+09,NULL,1.79526474736593770987e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe1e-1760-793f-98b5-c8a5b4ede7e2','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/keep/gorkflow/runtime/attempt.py\", line 72, in run\n    encoded = self.node.output.encode(await self.node.handler(*arguments), self._kit.max_payload_bytes)\n                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/keep/tests/stores/old_store.py\", line 45, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79526474736476683614e+09,1.79526474736552119253e+09,1.79526474736555075647e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe1e-1760-793f-98b5-c8a5b4ede7e2','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B322C2D325D',NULL,0,783355516,NULL,1.79526474736092519764e+09,1.79526474736465454099e+09,1.79526474736475396155e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe1e-1768-7402-96b8-e4f720672afd','add',5,NULL,1,1,0,'FAILED','"read"',NULL,NULL,0,NULL,'{"code":"execution","type":"ValueError","message":"too much\nfor one line","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/keep/gorkflow/runtime/attempt.py\", line 72, in run\n    encoded = self.node.output.encode(await self.node.handler(*arguments), self._kit.max_payload_bytes)\n                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/keep/tests/stores/old_store.py\", line 40, in add\n    raise ValueError(\"too much\\nfor one line\")\nValueError: too much\nfor one line\n","step_id":"add","attempt":1}',1.79526474737272167202e+09,1.79526474737363052371e+09,1.79526474737365603442e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe1e-1768-7402-96b8-e4f720672afd','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/keep/gorkflow/runtime/attempt.py\", line 72, in run\n    encoded = self.node.output.encode(await self.node.handler(*arguments), self._kit.max_payload_bytes)\n                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/keep/tests/stores/old_store.py\", line 45, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79526474737272167202e+09,1.79526474737330746646e+09,1.79526474737333631512e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe1e-1768-7402-96b8-e4f720672afd','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B313030302C2D313030305D',NULL,0,761622427,NULL,1.79526474736844706531e+09,1.79526474737265539171e+09,1.79526474737271404271e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe1e-1774-7cad-8579-3115d5d76771','add',5,2,1,0,0,'COMPLETED','"read"',X'3134',NULL,0,2788221432,NULL,1.79526474738609480861e+09,1.79526474739385056493e+09,1.79526474739387392992e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe1e-1774-7cad-8579-3115d5d76771','finish',10,NULL,1,0,0,'CANCELLED','"halve"',NULL,NULL,0,NULL,NULL,1.79526474739459967608e+09,1.79526474739513826374e+09,1795264747.62434,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe1e-1774-7cad-8579-3115d5d76771','halve',8,3,1,0,0,'COMPLETED','"add"',X'37',NULL,0,1790921346,NULL,1.79526474739389181132e+09,1.79526474739459013935e+09,1.79526474739459657669e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe1e-1774-7cad-8579-3115d5d76771','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/keep/gorkflow/runtime/attempt.py\", line 72, in run\n    encoded = self.node.output.encode(await self.node.handler(*arguments), self._kit.max_payload_bytes)\n                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/keep/tests/stores/old_store.py\", line 45, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79526474738609480861e+09,1.79526474739356207846e+09,1.79526474739358592029e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe1e-1774-7cad-8579-3115d5d76771','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B372C2D375D',NULL,0,2602988873,NULL,1.79526474738091897966e+09,1.79526474738601899143e+09,1.7952647473860874176e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe1e-1779-7d16-944f-275c807aa2e1','add',4,1,1,0,0,'COMPLETED','"read"',X'3134',NULL,0,2788221432,NULL,1.7952647473926486969e+09,1.79526474739402437208e+09,1.79526474739403319358e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe1e-1779-7d16-944f-275c807aa2e1','end',8,NULL,1,0,0,'RUNNING','"halve"',NULL,NULL,0,NULL,NULL,1.79526474739464116095e+09,1.79526474739464116095e+09,NULL,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe1e-1779-7d16-944f-275c807aa2e1','halve',6,2,1,0,0,'COMPLETED','"add"',X'37',NULL,0,1790921346,NULL,1.79526474739403581618e+09,1.79526474739463639263e+09,1.79526474739463925362e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe1e-1779-7d16-944f-275c807aa2e1','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B372C2D375D',NULL,0,2602988873,NULL,1.79526474738552141189e+09,1.79526474739241051676e+09,1.79526474739264130589e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe1e-186a-794d-bf71-f79f3227c0de','add',5,2,1,0,0,'COMPLETED','"read"',X'3134',NULL,0,2788221432,NULL,1.79526474762882447245e+09,1.79526474763331341747e+09,1.79526474763334369664e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe1e-186a-794d-bf71-f79f3227c0de','finish',10,NULL,1,0,0,'RUNNING','"halve"',NULL,NULL,0,NULL,NULL,1.79526474763963484761e+09,1.79526474763963484761e+09,NULL,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe1e-186a-794d-bf71-f79f3227c0de','halve',8,3,1,0,0,'COMPLETED','"add"',X'37',NULL,0,1790921346,NULL,1.79526474763336801529e+09,1.79526474763961410522e+09,1.79526474763962745661e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe1e-186a-794d-bf71-f79f3227c0de','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/keep/gorkflow/runtime/attempt.py\", line 72, in run\n    encoded = self.node.output.encode(await self.node.handler(*arguments), self._kit.max_payload_bytes)\n                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/keep/tests/stores/old_store.py\", line 45, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79526474762882447245e+09,1.79526474763284540174e+09,1.7952647476328756809e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe1e-186a-794d-bf71-f79f3227c0de','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B372C2D375D',NULL,0,2602988873,NULL,1.79526474762617540355e+09,1.79526474762872576712e+09,1.79526474762881827354e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe1e-186c-70f6-b6cc-0f77f93defc5','add',5,2,1,0,0,'COMPLETED','"read"',X'36',NULL,0,498629140,NULL,1.79526474763278436662e+09,1.79526474763726377487e+09,1.79526474763729262354e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe1e-186c-70f6-b6cc-0f77f93defc5','finish',9,NULL,1,1,0,'RETRYING','"halve"',NULL,NULL,0,NULL,'{"code":"execution","type":"ConnectionError","message":"not yet","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/keep/gorkflow/runtime/attempt.py\", line 72, in run\n    encoded = self.node.output.encode(await self.node.handler(*arguments), self._kit.max_payload_bytes)\n                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/keep/tests/stores/old_store.py\", line 60, in finish\n    raise ConnectionError(\"not yet\")\nConnectionError: not yet\n","step_id":"finish","attempt":1}',1.79526474763731241227e+09,1.79526474764063477518e+09,1.79526474764067697524e+09,1.79526474814093446727e+09,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe1e-186c-70f6-b6cc-0f77f93defc5','halve',8,3,0,0,0,'SKIPPED','"add"',NULL,'"add"',0,NULL,NULL,1.79526474763731241227e+09,NULL,1.79526474763731241227e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe1e-186c-70f6-b6cc-0f77f93defc5','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/keep/gorkflow/runtime/attempt.py\", line 72, in run\n    encoded = self.node.output.encode(await self.node.handler(*arguments), self._kit.max_payload_bytes)\n                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/keep/tests/stores/old_store.py\", line 45, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79526474763278436662e+09,1.79526474763696360591e+09,1.7952647476369884014e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe1e-186c-70f6-b6cc-0f77f93defc5','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B332C2D335D',NULL,0,181016205,NULL,1.79526474762856388086e+09,1.79526474763273143769e+09,1.79526474763277745245e+09,NULL,NULL,'loop');
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
