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
INSERT INTO "engines" VALUES('01a1fe38-b505-7fca-8b29-0cf28330f6ce','a-host',1,1.79526649167120242117e+09,16147.126478781,30.0);
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
INSERT INTO "events" VALUES('01a1fe38-b574-70fb-807c-69a66e52c215',1,1.79526649176426625256e+09,'RunCreated',NULL,NULL,'{"tags": {"kind": "completed", "of": "v1"}}');
INSERT INTO "events" VALUES('01a1fe38-b574-70fb-807c-69a66e52c215',2,1.79526649176426625256e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe38-b574-70fb-807c-69a66e52c215',3,1.79526649176426625256e+09,'StepStarted','read',1,'{}');
INSERT INTO "events" VALUES('01a1fe38-b574-70fb-807c-69a66e52c215',4,1.79526649182552385333e+09,'StepCompleted','read',1,'{"bytes": 8, "checksum": 3730618441, "started_at": 1795266491.8253958, "ended_at": 1795266491.82551}');
INSERT INTO "events" VALUES('01a1fe38-b574-70fb-807c-69a66e52c215',5,1.79526649182552385333e+09,'StepStarted','note',1,'{}');
INSERT INTO "events" VALUES('01a1fe38-b574-70fb-807c-69a66e52c215',6,1.79526649182552385333e+09,'StepStarted','add',1,'{}');
INSERT INTO "events" VALUES('01a1fe38-b574-70fb-807c-69a66e52c215',7,1.79526649184972119334e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/keep/gorkflow/runtime/attempt.py\", line 75, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/keep/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795266491.8298936, "ended_at": 1795266491.8303108, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a1fe38-b574-70fb-807c-69a66e52c215',8,1.79526649184972119334e+09,'StepCompleted','add',1,'{"bytes": 2, "checksum": 2322626082, "started_at": 1795266491.849615, "ended_at": 1795266491.8496952}');
INSERT INTO "events" VALUES('01a1fe38-b574-70fb-807c-69a66e52c215',9,1.79526649184972119334e+09,'StepStarted','halve',1,'{"condition": true}');
INSERT INTO "events" VALUES('01a1fe38-b574-70fb-807c-69a66e52c215',10,1.79526649185745334623e+09,'StepCompleted','halve',1,'{"bytes": 2, "checksum": 2707236321, "started_at": 1795266491.857397, "ended_at": 1795266491.8574386}');
INSERT INTO "events" VALUES('01a1fe38-b574-70fb-807c-69a66e52c215',11,1.79526649185745334623e+09,'StepStarted','finish',1,'{}');
INSERT INTO "events" VALUES('01a1fe38-b574-70fb-807c-69a66e52c215',12,1.79526649185822033882e+09,'StepCompleted','finish',1,'{"bytes": 3, "checksum": 2233083363, "started_at": 1795266491.8581588, "ended_at": 1795266491.8582146}');
INSERT INTO "events" VALUES('01a1fe38-b574-70fb-807c-69a66e52c215',13,1.79526649185822033882e+09,'RunCompleted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe38-b5d4-7d59-9f0a-78b2992ba33f',1,1.79526649186097335807e+09,'RunCreated',NULL,NULL,'{"tags": {"kind": "skipped", "of": "v1"}}');
INSERT INTO "events" VALUES('01a1fe38-b5d4-7d59-9f0a-78b2992ba33f',2,1.79526649186097335807e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe38-b5d4-7d59-9f0a-78b2992ba33f',3,1.79526649186097335807e+09,'StepStarted','read',1,'{}');
INSERT INTO "events" VALUES('01a1fe38-b5d4-7d59-9f0a-78b2992ba33f',4,1.79526649186467075346e+09,'StepCompleted','read',1,'{"bytes": 6, "checksum": 783355516, "started_at": 1795266491.8645825, "ended_at": 1795266491.8646612}');
INSERT INTO "events" VALUES('01a1fe38-b5d4-7d59-9f0a-78b2992ba33f',5,1.79526649186467075346e+09,'StepStarted','note',1,'{}');
INSERT INTO "events" VALUES('01a1fe38-b5d4-7d59-9f0a-78b2992ba33f',6,1.79526649186467075346e+09,'StepStarted','add',1,'{}');
INSERT INTO "events" VALUES('01a1fe38-b5d4-7d59-9f0a-78b2992ba33f',7,1.79526649186815714836e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/keep/gorkflow/runtime/attempt.py\", line 75, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/keep/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795266491.8668306, "ended_at": 1795266491.8668728, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a1fe38-b5d4-7d59-9f0a-78b2992ba33f',8,1.79526649186815714836e+09,'StepCompleted','add',1,'{"bytes": 1, "checksum": 4088798008, "started_at": 1795266491.8680923, "ended_at": 1795266491.868142}');
INSERT INTO "events" VALUES('01a1fe38-b5d4-7d59-9f0a-78b2992ba33f',9,1.79526649186815714836e+09,'StepSkipped','halve',NULL,'{"condition": false}');
INSERT INTO "events" VALUES('01a1fe38-b5d4-7d59-9f0a-78b2992ba33f',10,1.79526649186815714836e+09,'StepStarted','finish',1,'{}');
INSERT INTO "events" VALUES('01a1fe38-b5d4-7d59-9f0a-78b2992ba33f',11,1.79526649187577581404e+09,'StepCompleted','finish',1,'{"bytes": 3, "checksum": 4147539765, "started_at": 1795266491.8756962, "ended_at": 1795266491.875765}');
INSERT INTO "events" VALUES('01a1fe38-b5d4-7d59-9f0a-78b2992ba33f',12,1.79526649187577581404e+09,'RunCompleted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe38-b5e8-76e4-8c05-0233ce1b6de5',1,1.79526649188057637216e+09,'RunCreated',NULL,NULL,'{"tags": {"kind": "failed", "of": "v1"}}');
INSERT INTO "events" VALUES('01a1fe38-b5e8-76e4-8c05-0233ce1b6de5',2,1.79526649188057637216e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe38-b5e8-76e4-8c05-0233ce1b6de5',3,1.79526649188057637216e+09,'StepStarted','read',1,'{}');
INSERT INTO "events" VALUES('01a1fe38-b5e8-76e4-8c05-0233ce1b6de5',4,1.79526649188768744466e+09,'StepCompleted','read',1,'{"bytes": 12, "checksum": 761622427, "started_at": 1795266491.887581, "ended_at": 1795266491.8876784}');
INSERT INTO "events" VALUES('01a1fe38-b5e8-76e4-8c05-0233ce1b6de5',5,1.79526649188768744466e+09,'StepStarted','note',1,'{}');
INSERT INTO "events" VALUES('01a1fe38-b5e8-76e4-8c05-0233ce1b6de5',6,1.79526649188768744466e+09,'StepStarted','add',1,'{}');
INSERT INTO "events" VALUES('01a1fe38-b5e8-76e4-8c05-0233ce1b6de5',7,1.79526649189747023577e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/keep/gorkflow/runtime/attempt.py\", line 75, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/keep/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795266491.8967724, "ended_at": 1795266491.8968587, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a1fe38-b5e8-76e4-8c05-0233ce1b6de5',8,1.79526649189747023577e+09,'StepFailed','add',1,'{"error": {"code": "execution", "type": "ValueError", "message": "too much\nfor one line", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/keep/gorkflow/runtime/attempt.py\", line 75, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/keep/tests/stores/old_store.py\", line 41, in add\n    raise ValueError(\"too much\\nfor one line\")\nValueError: too much\nfor one line\n", "step_id": "add", "attempt": 1}, "tolerated": false, "started_at": 1795266491.8972678, "ended_at": 1795266491.8973222}');
INSERT INTO "events" VALUES('01a1fe38-b5e8-76e4-8c05-0233ce1b6de5',9,1.79526649189747023577e+09,'RunFailed',NULL,NULL,'{"error": {"code": "execution", "type": "ValueError", "message": "too much\nfor one line", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/keep/gorkflow/runtime/attempt.py\", line 75, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/keep/tests/stores/old_store.py\", line 41, in add\n    raise ValueError(\"too much\\nfor one line\")\nValueError: too much\nfor one line\n", "step_id": "add", "attempt": 1}}');
INSERT INTO "events" VALUES('01a1fe38-b5fa-72e9-a005-8a091dd398ba',1,1.79526649189834213251e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe38-b5fa-72e9-a005-8a091dd398ba',2,1.79526649189834213251e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe38-b5fa-72e9-a005-8a091dd398ba',3,1.79526649189834213251e+09,'StepStarted','read',1,'{}');
INSERT INTO "events" VALUES('01a1fe38-b5fa-72e9-a005-8a091dd398ba',4,1.79526649189938259125e+09,'StepCompleted','read',1,'{"bytes": 6, "checksum": 2602988873, "started_at": 1795266491.8993125, "ended_at": 1795266491.8993773}');
INSERT INTO "events" VALUES('01a1fe38-b5fa-72e9-a005-8a091dd398ba',5,1.79526649189938259125e+09,'StepStarted','note',1,'{}');
INSERT INTO "events" VALUES('01a1fe38-b5fa-72e9-a005-8a091dd398ba',6,1.79526649189938259125e+09,'StepStarted','add',1,'{}');
INSERT INTO "events" VALUES('01a1fe38-b5fa-72e9-a005-8a091dd398ba',7,1.79526649190533089638e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/keep/gorkflow/runtime/attempt.py\", line 75, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/keep/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795266491.904899, "ended_at": 1795266491.9049323, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a1fe38-b5fa-72e9-a005-8a091dd398ba',8,1.79526649190533089638e+09,'StepCompleted','add',1,'{"bytes": 2, "checksum": 2788221432, "started_at": 1795266491.9052913, "ended_at": 1795266491.9053226}');
INSERT INTO "events" VALUES('01a1fe38-b5fa-72e9-a005-8a091dd398ba',9,1.79526649190533089638e+09,'StepStarted','halve',1,'{"condition": true}');
INSERT INTO "events" VALUES('01a1fe38-b5fa-72e9-a005-8a091dd398ba',10,1.79526649191237187386e+09,'StepCompleted','halve',1,'{"bytes": 1, "checksum": 1790921346, "started_at": 1795266491.9123514, "ended_at": 1795266491.9123657}');
INSERT INTO "events" VALUES('01a1fe38-b5fa-72e9-a005-8a091dd398ba',11,1.79526649191237187386e+09,'StepStarted','finish',1,'{}');
INSERT INTO "events" VALUES('01a1fe38-b5fa-72e9-a005-8a091dd398ba',12,1.79526649212690210337e+09,'RunCancelRequested',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe38-b5fa-72e9-a005-8a091dd398ba',13,1.79526649212690210337e+09,'StepCancelled','finish',1,'{"started_at": 1795266491.9181898}');
INSERT INTO "events" VALUES('01a1fe38-b5fa-72e9-a005-8a091dd398ba',14,1.79526649212690210337e+09,'RunCancelled',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe38-b5fa-7a9f-945f-df52b46d527d',1,1.79526649189898824697e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe38-b5fa-7a9f-945f-df52b46d527d',2,1.79526649189898824697e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe38-b5fa-7a9f-945f-df52b46d527d',3,1.79526649189898824697e+09,'StepStarted','read',1,'{}');
INSERT INTO "events" VALUES('01a1fe38-b5fa-7a9f-945f-df52b46d527d',4,1.79526649190043759347e+09,'StepCompleted','read',1,'{"bytes": 6, "checksum": 2602988873, "started_at": 1795266491.9004006, "ended_at": 1795266491.900433}');
INSERT INTO "events" VALUES('01a1fe38-b5fa-7a9f-945f-df52b46d527d',5,1.79526649190043759347e+09,'StepStarted','add',1,'{}');
INSERT INTO "events" VALUES('01a1fe38-b5fa-7a9f-945f-df52b46d527d',6,1.79526649190882611273e+09,'StepCompleted','add',1,'{"bytes": 2, "checksum": 2788221432, "started_at": 1795266491.9087877, "ended_at": 1795266491.9088192}');
INSERT INTO "events" VALUES('01a1fe38-b5fa-7a9f-945f-df52b46d527d',7,1.79526649190882611273e+09,'StepStarted','halve',1,'{}');
INSERT INTO "events" VALUES('01a1fe38-b5fa-7a9f-945f-df52b46d527d',8,1.7952664919127066136e+09,'StepCompleted','halve',1,'{"bytes": 1, "checksum": 1790921346, "started_at": 1795266491.9126956, "ended_at": 1795266491.9127026}');
INSERT INTO "events" VALUES('01a1fe38-b5fa-7a9f-945f-df52b46d527d',9,1.7952664919127066136e+09,'StepStarted','end',1,'{}');
INSERT INTO "events" VALUES('01a1fe38-b5fa-7a9f-945f-df52b46d527d',10,1.795266492396226883e+09,'RunSuspended',NULL,NULL,'{"error": {"code": "definition_mismatch", "type": "DefinitionMismatchError", "message": "run 01a1fe38-b5fa-7a9f-945f-df52b46d527d: workflow ''changing'' version ''1'' has another structure or other types than when the run was started; steps that it has executed and the code has no more: add; bring the code back, or give the new one a new version"}}');
INSERT INTO "events" VALUES('01a1fe38-b6e0-7399-b12a-cacf00bd521b',1,1795266492.12812,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe38-b6e0-7399-b12a-cacf00bd521b',2,1795266492.12812,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe38-b6e0-7399-b12a-cacf00bd521b',3,1795266492.12812,'StepStarted','read',1,'{}');
INSERT INTO "events" VALUES('01a1fe38-b6e0-7399-b12a-cacf00bd521b',4,1.79526649213283753391e+09,'StepCompleted','read',1,'{"bytes": 6, "checksum": 2602988873, "started_at": 1795266492.1327734, "ended_at": 1795266492.1328316}');
INSERT INTO "events" VALUES('01a1fe38-b6e0-7399-b12a-cacf00bd521b',5,1.79526649213283753391e+09,'StepStarted','note',1,'{}');
INSERT INTO "events" VALUES('01a1fe38-b6e0-7399-b12a-cacf00bd521b',6,1.79526649213283753391e+09,'StepStarted','add',1,'{}');
INSERT INTO "events" VALUES('01a1fe38-b6e0-7399-b12a-cacf00bd521b',7,1.79526649214193844794e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/keep/gorkflow/runtime/attempt.py\", line 75, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/keep/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795266492.1411936, "ended_at": 1795266492.1412213, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a1fe38-b6e0-7399-b12a-cacf00bd521b',8,1.79526649214193844794e+09,'StepCompleted','add',1,'{"bytes": 2, "checksum": 2788221432, "started_at": 1795266492.1418982, "ended_at": 1795266492.1419258}');
INSERT INTO "events" VALUES('01a1fe38-b6e0-7399-b12a-cacf00bd521b',9,1.79526649214193844794e+09,'StepStarted','halve',1,'{"condition": true}');
INSERT INTO "events" VALUES('01a1fe38-b6e0-7399-b12a-cacf00bd521b',10,1.79526649215275049212e+09,'StepCompleted','halve',1,'{"bytes": 1, "checksum": 1790921346, "started_at": 1795266492.1527302, "ended_at": 1795266492.152744}');
INSERT INTO "events" VALUES('01a1fe38-b6e0-7399-b12a-cacf00bd521b',11,1.79526649215275049212e+09,'StepStarted','finish',1,'{}');
INSERT INTO "events" VALUES('01a1fe38-b6e4-7c2a-bc42-ab5047421415',1,1.79526649213263893127e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe38-b6e4-7c2a-bc42-ab5047421415',2,1.79526649213263893127e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe38-b6e4-7c2a-bc42-ab5047421415',3,1.79526649213263893127e+09,'StepStarted','read',1,'{}');
INSERT INTO "events" VALUES('01a1fe38-b6e4-7c2a-bc42-ab5047421415',4,1.79526649214110517504e+09,'StepCompleted','read',1,'{"bytes": 6, "checksum": 181016205, "started_at": 1795266492.1410456, "ended_at": 1795266492.1410987}');
INSERT INTO "events" VALUES('01a1fe38-b6e4-7c2a-bc42-ab5047421415',5,1.79526649214110517504e+09,'StepStarted','note',1,'{}');
INSERT INTO "events" VALUES('01a1fe38-b6e4-7c2a-bc42-ab5047421415',6,1.79526649214110517504e+09,'StepStarted','add',1,'{}');
INSERT INTO "events" VALUES('01a1fe38-b6e4-7c2a-bc42-ab5047421415',7,1.79526649214959716795e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/keep/gorkflow/runtime/attempt.py\", line 75, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/keep/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795266492.149251, "ended_at": 1795266492.149282, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a1fe38-b6e4-7c2a-bc42-ab5047421415',8,1.79526649214959716795e+09,'StepCompleted','add',1,'{"bytes": 1, "checksum": 498629140, "started_at": 1795266492.1495569, "ended_at": 1795266492.1495893}');
INSERT INTO "events" VALUES('01a1fe38-b6e4-7c2a-bc42-ab5047421415',9,1.79526649214959716795e+09,'StepSkipped','halve',NULL,'{"condition": false}');
INSERT INTO "events" VALUES('01a1fe38-b6e4-7c2a-bc42-ab5047421415',10,1.79526649214959716795e+09,'StepStarted','finish',1,'{}');
INSERT INTO "events" VALUES('01a1fe38-b6e4-7c2a-bc42-ab5047421415',11,1.7952664921617507935e+09,'StepRetryScheduled','finish',1,'{"error": {"code": "execution", "type": "ConnectionError", "message": "not yet", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/keep/gorkflow/runtime/attempt.py\", line 75, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/keep/tests/stores/old_store.py\", line 61, in finish\n    raise ConnectionError(\"not yet\")\nConnectionError: not yet\n", "step_id": "finish", "attempt": 1}, "next_attempt_at": 1795266492.6617508, "started_at": 1795266492.1612983, "ended_at": 1795266492.1613529}');
INSERT INTO "events" VALUES('01a1fe38-b6ec-7cca-9a8d-35218f8ad89d',1,1.79526649214086222649e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe38-b6f5-7b63-87b7-259992f3e303',1,1.79526649214912104608e+09,'RunCreated',NULL,NULL,'{}');
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
INSERT INTO "run_inputs" VALUES('01a1fe38-b574-70fb-807c-69a66e52c215',X'3130');
INSERT INTO "run_inputs" VALUES('01a1fe38-b5d4-7d59-9f0a-78b2992ba33f',X'32');
INSERT INTO "run_inputs" VALUES('01a1fe38-b5e8-76e4-8c05-0233ce1b6de5',X'31303030');
INSERT INTO "run_inputs" VALUES('01a1fe38-b5fa-72e9-a005-8a091dd398ba',X'37');
INSERT INTO "run_inputs" VALUES('01a1fe38-b5fa-7a9f-945f-df52b46d527d',X'37');
INSERT INTO "run_inputs" VALUES('01a1fe38-b6e0-7399-b12a-cacf00bd521b',X'37');
INSERT INTO "run_inputs" VALUES('01a1fe38-b6e4-7c2a-bc42-ab5047421415',X'33');
INSERT INTO "run_inputs" VALUES('01a1fe38-b6ec-7cca-9a8d-35218f8ad89d',X'37');
INSERT INTO "run_inputs" VALUES('01a1fe38-b6f5-7b63-87b7-259992f3e303',X'3132');
CREATE TABLE run_state (
    run_id TEXT NOT NULL,
    key TEXT NOT NULL,
    value BLOB NOT NULL,
    PRIMARY KEY (run_id, key)
) STRICT;
INSERT INTO "run_state" VALUES('01a1fe38-b574-70fb-807c-69a66e52c215','words',X'015B2272C3A96164222C223130225D');
INSERT INTO "run_state" VALUES('01a1fe38-b5d4-7d59-9f0a-78b2992ba33f','words',X'015B2272C3A96164222C2232225D');
INSERT INTO "run_state" VALUES('01a1fe38-b5e8-76e4-8c05-0233ce1b6de5','words',X'015B2272C3A96164222C2231303030225D');
INSERT INTO "run_state" VALUES('01a1fe38-b5fa-72e9-a005-8a091dd398ba','words',X'015B2272C3A96164222C2237225D');
INSERT INTO "run_state" VALUES('01a1fe38-b5fa-7a9f-945f-df52b46d527d','words',X'015B2272C3A96164222C2237225D');
INSERT INTO "run_state" VALUES('01a1fe38-b6e0-7399-b12a-cacf00bd521b','words',X'015B2272C3A96164222C2237225D');
INSERT INTO "run_state" VALUES('01a1fe38-b6e4-7c2a-bc42-ab5047421415','words',X'015B2272C3A96164222C2233225D');
CREATE TABLE run_tags (
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    run_id TEXT NOT NULL,
    PRIMARY KEY (key, value, run_id)
) STRICT, WITHOUT ROWID;
INSERT INTO "run_tags" VALUES('kind','completed','01a1fe38-b574-70fb-807c-69a66e52c215');
INSERT INTO "run_tags" VALUES('kind','failed','01a1fe38-b5e8-76e4-8c05-0233ce1b6de5');
INSERT INTO "run_tags" VALUES('kind','skipped','01a1fe38-b5d4-7d59-9f0a-78b2992ba33f');
INSERT INTO "run_tags" VALUES('of','v1','01a1fe38-b574-70fb-807c-69a66e52c215');
INSERT INTO "run_tags" VALUES('of','v1','01a1fe38-b5d4-7d59-9f0a-78b2992ba33f');
INSERT INTO "run_tags" VALUES('of','v1','01a1fe38-b5e8-76e4-8c05-0233ce1b6de5');
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
INSERT INTO "runs" VALUES('01a1fe38-b574-70fb-807c-69a66e52c215','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,2707236321,'{"kind": "completed", "of": "v1"}',NULL,'completed',NULL,'drain',NULL,1.79526649176426625256e+09,NULL,5,NULL,1,'COMPLETED',5,1.79526649176426625256e+09,1.79526649185822033882e+09,1.79526649185822033882e+09,'"finish"',NULL,0,13);
INSERT INTO "runs" VALUES('01a1fe38-b5d4-7d59-9f0a-78b2992ba33f','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,450215437,'{"kind": "skipped", "of": "v1"}',NULL,'skipped',NULL,'drain',NULL,1.79526649186097335807e+09,NULL,5,NULL,1,'COMPLETED',5,1.79526649186097335807e+09,1.79526649187577581404e+09,1.79526649187577581404e+09,'"finish"',NULL,0,12);
INSERT INTO "runs" VALUES('01a1fe38-b5e8-76e4-8c05-0233ce1b6de5','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,3022496535,'{"kind": "failed", "of": "v1"}',NULL,'failed',NULL,'drain',NULL,1.79526649188057637216e+09,NULL,5,NULL,1,'FAILED',2,1.79526649188057637216e+09,1.79526649189747023577e+09,1.79526649189747023577e+09,NULL,'{"code":"execution","type":"ValueError","message":"too much\nfor one line","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/keep/gorkflow/runtime/attempt.py\", line 75, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/keep/tests/stores/old_store.py\", line 41, in add\n    raise ValueError(\"too much\\nfor one line\")\nValueError: too much\nfor one line\n","step_id":"add","attempt":1}',0,9);
INSERT INTO "runs" VALUES('01a1fe38-b5fa-72e9-a005-8a091dd398ba','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,1790921346,'{}','seven','cancelled',NULL,'drain',NULL,1.79526649189834213251e+09,NULL,5,NULL,1,'CANCELLED',4,1.79526649189834213251e+09,1.79526649212690210337e+09,1.79526649212690210337e+09,NULL,NULL,1,14);
INSERT INTO "runs" VALUES('01a1fe38-b5fa-7a9f-945f-df52b46d527d','changing','1','2fedfe00bb7c9fe42dad627508f8b2079a7e82f95ca9182710f42574cd05f7ea',0,1790921346,'{}',NULL,'suspended',NULL,'drain',NULL,1.79526649189898824697e+09,NULL,4,NULL,2,'SUSPENDED',3,1.79526649189898824697e+09,NULL,1.795266492396226883e+09,NULL,'{"code":"definition_mismatch","type":"DefinitionMismatchError","message":"run 01a1fe38-b5fa-7a9f-945f-df52b46d527d: workflow ''changing'' version ''1'' has another structure or other types than when the run was started; steps that it has executed and the code has no more: add; bring the code back, or give the new one a new version"}',0,10);
INSERT INTO "runs" VALUES('01a1fe38-b6e0-7399-b12a-cacf00bd521b','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,1790921346,'{}',NULL,'running',NULL,'drain',1000000000.0,1795266492.12812,2795266492.12812,5,'01a1fe38-b505-7fca-8b29-0cf28330f6ce',1,'RUNNING',4,1795266492.12812,NULL,1.79526649215275049212e+09,NULL,NULL,0,11);
INSERT INTO "runs" VALUES('01a1fe38-b6e4-7c2a-bc42-ab5047421415','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,1842515611,'{}',NULL,'retrying',NULL,'drain',1000000000.0,1.79526649213263893127e+09,2.79526649213263893127e+09,5,'01a1fe38-b505-7fca-8b29-0cf28330f6ce',1,'RUNNING',4,1.79526649213263893127e+09,NULL,1.7952664921617507935e+09,NULL,NULL,0,11);
INSERT INTO "runs" VALUES('01a1fe38-b6ec-7cca-9a8d-35218f8ad89d','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,1790921346,'{}',NULL,'another',NULL,'drain',NULL,1.79526649214086222649e+09,NULL,5,'01a1fe38-b505-7fca-8b29-0cf28330f6ce',1,'PENDING',0,NULL,NULL,1.79526649214086222649e+09,NULL,NULL,0,1);
INSERT INTO "runs" VALUES('01a1fe38-b6f5-7b63-87b7-259992f3e303','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,1330857165,'{}',NULL,'pending',NULL,'drain',NULL,1.79526649214912104608e+09,NULL,5,'01a1fe38-b505-7fca-8b29-0cf28330f6ce',1,'PENDING',0,NULL,NULL,1.79526649214912104608e+09,NULL,NULL,0,1);
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
INSERT INTO "step_executions" VALUES('01a1fe38-b574-70fb-807c-69a66e52c215','add',5,2,1,0,0,'COMPLETED','"read"',X'3230',NULL,0,2322626082,NULL,1.79526649182552385333e+09,1.79526649184961509708e+09,1.79526649184969520562e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe38-b574-70fb-807c-69a66e52c215','finish',10,4,1,0,0,'COMPLETED','"halve"',X'322E35',NULL,0,2233083363,NULL,1.79526649185745334623e+09,1.79526649185815882683e+09,1.79526649185821461675e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe38-b574-70fb-807c-69a66e52c215','halve',8,3,1,0,0,'COMPLETED','"add"',X'3130',NULL,0,2707236321,NULL,1.79526649184972119334e+09,1.79526649185739707948e+09,1.79526649185743856435e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe38-b574-70fb-807c-69a66e52c215','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/keep/gorkflow/runtime/attempt.py\", line 75, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/keep/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79526649182552385333e+09,1.79526649182989358902e+09,1.79526649183031082159e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe38-b574-70fb-807c-69a66e52c215','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B31302C2D31305D',NULL,0,3730618441,NULL,1.79526649176426625256e+09,1.79526649182539582249e+09,1795266491.82551,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe38-b5d4-7d59-9f0a-78b2992ba33f','add',5,2,1,0,0,'COMPLETED','"read"',X'34',NULL,0,4088798008,NULL,1.79526649186467075346e+09,1.79526649186809229849e+09,1.7952664918681418896e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe38-b5d4-7d59-9f0a-78b2992ba33f','finish',9,4,1,0,0,'COMPLETED','"halve"',X'312E30',NULL,0,4147539765,NULL,1.79526649186815714836e+09,1.79526649187569618229e+09,1.79526649187576508521e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe38-b5d4-7d59-9f0a-78b2992ba33f','halve',8,3,0,0,0,'SKIPPED','"add"',NULL,'"add"',0,NULL,NULL,1.79526649186815714836e+09,NULL,1.79526649186815714836e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe38-b5d4-7d59-9f0a-78b2992ba33f','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/keep/gorkflow/runtime/attempt.py\", line 75, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/keep/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79526649186467075346e+09,1.7952664918668305874e+09,1.79526649186687278746e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe38-b5d4-7d59-9f0a-78b2992ba33f','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B322C2D325D',NULL,0,783355516,NULL,1.79526649186097335807e+09,1.79526649186458253865e+09,1.79526649186466121669e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe38-b5e8-76e4-8c05-0233ce1b6de5','add',5,NULL,1,1,0,'FAILED','"read"',NULL,NULL,0,NULL,'{"code":"execution","type":"ValueError","message":"too much\nfor one line","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/keep/gorkflow/runtime/attempt.py\", line 75, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/keep/tests/stores/old_store.py\", line 41, in add\n    raise ValueError(\"too much\\nfor one line\")\nValueError: too much\nfor one line\n","step_id":"add","attempt":1}',1.79526649188768744466e+09,1.79526649189726781848e+09,1.79526649189732217786e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe38-b5e8-76e4-8c05-0233ce1b6de5','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/keep/gorkflow/runtime/attempt.py\", line 75, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/keep/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79526649188768744466e+09,1.79526649189677238458e+09,1.79526649189685869219e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe38-b5e8-76e4-8c05-0233ce1b6de5','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B313030302C2D313030305D',NULL,0,761622427,NULL,1.79526649188057637216e+09,1.79526649188758111001e+09,1.79526649188767838472e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe38-b5fa-72e9-a005-8a091dd398ba','add',5,2,1,0,0,'COMPLETED','"read"',X'3134',NULL,0,2788221432,NULL,1.79526649189938259125e+09,1.79526649190529131883e+09,1.79526649190532255166e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe38-b5fa-72e9-a005-8a091dd398ba','finish',10,NULL,1,0,0,'CANCELLED','"halve"',NULL,NULL,0,NULL,NULL,1.79526649191237187386e+09,1.79526649191818976399e+09,1.79526649212690210337e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe38-b5fa-72e9-a005-8a091dd398ba','halve',8,3,1,0,0,'COMPLETED','"add"',X'37',NULL,0,1790921346,NULL,1.79526649190533089638e+09,1.79526649191235136986e+09,1.79526649191236567495e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe38-b5fa-72e9-a005-8a091dd398ba','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/keep/gorkflow/runtime/attempt.py\", line 75, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/keep/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79526649189938259125e+09,1.79526649190489888188e+09,1.79526649190493226048e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe38-b5fa-72e9-a005-8a091dd398ba','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B372C2D375D',NULL,0,2602988873,NULL,1.79526649189834213251e+09,1.79526649189931249619e+09,1.79526649189937734596e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe38-b5fa-7a9f-945f-df52b46d527d','add',4,1,1,0,0,'COMPLETED','"read"',X'3134',NULL,0,2788221432,NULL,1.79526649190043759347e+09,1.79526649190878772729e+09,1.79526649190881919856e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe38-b5fa-7a9f-945f-df52b46d527d','end',8,NULL,1,0,0,'RUNNING','"halve"',NULL,NULL,0,NULL,NULL,1.7952664919127066136e+09,1.7952664919127066136e+09,NULL,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe38-b5fa-7a9f-945f-df52b46d527d','halve',6,2,1,0,0,'COMPLETED','"add"',X'37',NULL,0,1790921346,NULL,1.79526649190882611273e+09,1.79526649191269564633e+09,1.79526649191270256042e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe38-b5fa-7a9f-945f-df52b46d527d','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B372C2D375D',NULL,0,2602988873,NULL,1.79526649189898824697e+09,1.79526649190040063852e+09,1.79526649190043306346e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe38-b6e0-7399-b12a-cacf00bd521b','add',5,2,1,0,0,'COMPLETED','"read"',X'3134',NULL,0,2788221432,NULL,1.79526649213283753391e+09,1.79526649214189815521e+09,1.79526649214192581178e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe38-b6e0-7399-b12a-cacf00bd521b','finish',10,NULL,1,0,0,'RUNNING','"halve"',NULL,NULL,0,NULL,NULL,1.79526649215275049212e+09,1.79526649215275049212e+09,NULL,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe38-b6e0-7399-b12a-cacf00bd521b','halve',8,3,1,0,0,'COMPLETED','"add"',X'37',NULL,0,1790921346,NULL,1.79526649214193844794e+09,1.79526649215273022656e+09,1.79526649215274405478e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe38-b6e0-7399-b12a-cacf00bd521b','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/keep/gorkflow/runtime/attempt.py\", line 75, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/keep/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79526649213283753391e+09,1.79526649214119362824e+09,1.79526649214122128485e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe38-b6e0-7399-b12a-cacf00bd521b','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B372C2D375D',NULL,0,2602988873,NULL,1795266492.12812,1.79526649213277339931e+09,1.79526649213283157353e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe38-b6e4-7c2a-bc42-ab5047421415','add',5,2,1,0,0,'COMPLETED','"read"',X'36',NULL,0,498629140,NULL,1.79526649214110517504e+09,1.79526649214955687523e+09,1.79526649214958930011e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe38-b6e4-7c2a-bc42-ab5047421415','finish',9,NULL,1,1,0,'RETRYING','"halve"',NULL,NULL,0,NULL,'{"code":"execution","type":"ConnectionError","message":"not yet","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/keep/gorkflow/runtime/attempt.py\", line 75, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/keep/tests/stores/old_store.py\", line 61, in finish\n    raise ConnectionError(\"not yet\")\nConnectionError: not yet\n","step_id":"finish","attempt":1}',1.79526649214959716795e+09,1.79526649216129827492e+09,1.79526649216135287287e+09,1.79526649266175079345e+09,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe38-b6e4-7c2a-bc42-ab5047421415','halve',8,3,0,0,0,'SKIPPED','"add"',NULL,'"add"',0,NULL,NULL,1.79526649214959716795e+09,NULL,1.79526649214959716795e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe38-b6e4-7c2a-bc42-ab5047421415','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/keep/gorkflow/runtime/attempt.py\", line 75, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/keep/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79526649214110517504e+09,1.79526649214925098415e+09,1.79526649214928197854e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe38-b6e4-7c2a-bc42-ab5047421415','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B332C2D335D',NULL,0,181016205,NULL,1.79526649213263893127e+09,1.79526649214104557037e+09,1.79526649214109873769e+09,NULL,NULL,'loop');
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
