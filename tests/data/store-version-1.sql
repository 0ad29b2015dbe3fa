PRAGMA application_id = 1735091820;
PRAGMA user_version = 1;
BEGIN TRANSACTION;
CREATE TABLE definitions (
    fingerprint TEXT NOT NULL PRIMARY KEY,
    workflow_id TEXT NOT NULL,
    workflow_version TEXT NOT NULL,
    shape TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "definitions" VALUES('06562161b82c2d22663e87200eb8d6bfcd6d52b3bd6b16f3a8e139d356c44456','undone','1','{"lines":[["input","f0765dbf409c74f001806c446f2cf171d8c46b5b15779d54423dde921a4b0670"],["read","step",["@input"],[],["f0765dbf409c74f001806c446f2cf171d8c46b5b15779d54423dde921a4b0670"],"0128ef9bd2206166dfd5663833068e0b35bbaa0b71fd9d1e0518523721a86902",false,false,false],["@map-1","map",["read"],["read"],["f0765dbf409c74f001806c446f2cf171d8c46b5b15779d54423dde921a4b0670"],"f0765dbf409c74f001806c446f2cf171d8c46b5b15779d54423dde921a4b0670",false,false,false,[],["square[]"]],["square[]","step",["@item"],[],["f0765dbf409c74f001806c446f2cf171d8c46b5b15779d54423dde921a4b0670"],"f0765dbf409c74f001806c446f2cf171d8c46b5b15779d54423dde921a4b0670",false,false,false,[],[],true],["refuse","step",["@map-1"],["@map-1"],["0128ef9bd2206166dfd5663833068e0b35bbaa0b71fd9d1e0518523721a86902"],"f0765dbf409c74f001806c446f2cf171d8c46b5b15779d54423dde921a4b0670",false,false,false],["output","refuse"]],"types":{"f0765dbf409c74f001806c446f2cf171d8c46b5b15779d54423dde921a4b0670": ["int", {}], "0128ef9bd2206166dfd5663833068e0b35bbaa0b71fd9d1e0518523721a86902": ["list[int]", {}]}}');
INSERT INTO "definitions" VALUES('2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0','summing','1','{"lines":[["input","f0765dbf409c74f001806c446f2cf171d8c46b5b15779d54423dde921a4b0670"],["read","step",["@input"],[],["f0765dbf409c74f001806c446f2cf171d8c46b5b15779d54423dde921a4b0670"],"0128ef9bd2206166dfd5663833068e0b35bbaa0b71fd9d1e0518523721a86902",false,false,false],["note","tap",["read"],["read"],["0128ef9bd2206166dfd5663833068e0b35bbaa0b71fd9d1e0518523721a86902"],"00404e686415370f1711c4d7acfa2905444d3cf23cef2e10c47d445ebe690f96",true,false,true],["add","step",["read"],["read"],["0128ef9bd2206166dfd5663833068e0b35bbaa0b71fd9d1e0518523721a86902"],"f0765dbf409c74f001806c446f2cf171d8c46b5b15779d54423dde921a4b0670",false,false,false],["halve","then_if",["add"],["add"],["f0765dbf409c74f001806c446f2cf171d8c46b5b15779d54423dde921a4b0670"],"f0765dbf409c74f001806c446f2cf171d8c46b5b15779d54423dde921a4b0670",false,false,false],["finish","step",["halve"],["halve"],["f0765dbf409c74f001806c446f2cf171d8c46b5b15779d54423dde921a4b0670"],"cddf8275afa15408533079581ad27f95be579f4eeafbb1fba9fb6f32a4a64387",false,false,false],["output","finish"]],"types":{"f0765dbf409c74f001806c446f2cf171d8c46b5b15779d54423dde921a4b0670": ["int", {}], "0128ef9bd2206166dfd5663833068e0b35bbaa0b71fd9d1e0518523721a86902": ["list[int]", {}], "00404e686415370f1711c4d7acfa2905444d3cf23cef2e10c47d445ebe690f96": ["str", {}], "cddf8275afa15408533079581ad27f95be579f4eeafbb1fba9fb6f32a4a64387": ["float", {}]}}');
INSERT INTO "definitions" VALUES('2fedfe00bb7c9fe42dad627508f8b2079a7e82f95ca9182710f42574cd05f7ea','changing','1','{"lines":[["input","f0765dbf409c74f001806c446f2cf171d8c46b5b15779d54423dde921a4b0670"],["read","step",["@input"],[],["f0765dbf409c74f001806c446f2cf171d8c46b5b15779d54423dde921a4b0670"],"0128ef9bd2206166dfd5663833068e0b35bbaa0b71fd9d1e0518523721a86902",false,false,false],["add","step",["read"],["read"],["0128ef9bd2206166dfd5663833068e0b35bbaa0b71fd9d1e0518523721a86902"],"f0765dbf409c74f001806c446f2cf171d8c46b5b15779d54423dde921a4b0670",false,false,false],["halve","step",["add"],["add"],["f0765dbf409c74f001806c446f2cf171d8c46b5b15779d54423dde921a4b0670"],"f0765dbf409c74f001806c446f2cf171d8c46b5b15779d54423dde921a4b0670",false,false,false],["end","step",["halve"],["halve"],["f0765dbf409c74f001806c446f2cf171d8c46b5b15779d54423dde921a4b0670"],"cddf8275afa15408533079581ad27f95be579f4eeafbb1fba9fb6f32a4a64387",false,false,false],["output","end"]],"types":{"f0765dbf409c74f001806c446f2cf171d8c46b5b15779d54423dde921a4b0670": ["int", {}], "0128ef9bd2206166dfd5663833068e0b35bbaa0b71fd9d1e0518523721a86902": ["list[int]", {}], "cddf8275afa15408533079581ad27f95be579f4eeafbb1fba9fb6f32a4a64387": ["float", {}]}}');
INSERT INTO "definitions" VALUES('e4fff827831141ffb3cf88edda982eee4141ac6bfadf65cb856ecb4799d358fe','waiting','1','{"lines":[["input","f0765dbf409c74f001806c446f2cf171d8c46b5b15779d54423dde921a4b0670"],["read","step",["@input"],[],["f0765dbf409c74f001806c446f2cf171d8c46b5b15779d54423dde921a4b0670"],"0128ef9bd2206166dfd5663833068e0b35bbaa0b71fd9d1e0518523721a86902",false,false,false],["@sleep-1","sleep",["read"],["read"],[],"",false,false,false],["@wait-1","wait_for",null,["@sleep-1"],[],"f0765dbf409c74f001806c446f2cf171d8c46b5b15779d54423dde921a4b0670",false,false,false,["go"]],["end","step",["@wait-1"],["@wait-1"],["f0765dbf409c74f001806c446f2cf171d8c46b5b15779d54423dde921a4b0670"],"cddf8275afa15408533079581ad27f95be579f4eeafbb1fba9fb6f32a4a64387",false,false,false],["output","end"]],"types":{"f0765dbf409c74f001806c446f2cf171d8c46b5b15779d54423dde921a4b0670": ["int", {}], "0128ef9bd2206166dfd5663833068e0b35bbaa0b71fd9d1e0518523721a86902": ["list[int]", {}], "cddf8275afa15408533079581ad27f95be579f4eeafbb1fba9fb6f32a4a64387": ["float", {}]}}');
CREATE TABLE engines (
    engine_id TEXT NOT NULL PRIMARY KEY,
    host TEXT NOT NULL,
    pid INTEGER NOT NULL,
    started_at REAL NOT NULL,
    heartbeat_at REAL NOT NULL,
    lease_seconds REAL NOT NULL
) STRICT;
INSERT INTO "engines" VALUES('01a200f3-64f3-7d54-bf70-331e0cbb642a','a-host',1,1.79531228083482313154e+09,61936.235042734,30.0);
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
INSERT INTO "events" VALUES('01a200f3-6538-70d3-935c-87b7f34cc517',1,1.79531228088843750959e+09,'RunCreated',NULL,NULL,'{"tags": {"kind": "completed", "of": "v1"}}');
INSERT INTO "events" VALUES('01a200f3-6538-70d3-935c-87b7f34cc517',2,1.79531228088843750959e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a200f3-6538-70d3-935c-87b7f34cc517',3,1.79531228088843750959e+09,'StepStarted','read',1,'{"code": "4db41094b277ce55"}');
INSERT INTO "events" VALUES('01a200f3-6538-70d3-935c-87b7f34cc517',4,1.79531228089828538891e+09,'StepCompleted','read',1,'{"bytes": 8, "checksum": 3730618441, "started_at": 1795312280.8981893, "ended_at": 1795312280.8982735, "queued": 0.009752}');
INSERT INTO "events" VALUES('01a200f3-6538-70d3-935c-87b7f34cc517',5,1.79531228089828538891e+09,'StepStarted','note',1,'{"code": "18325d97e313b95e"}');
INSERT INTO "events" VALUES('01a200f3-6538-70d3-935c-87b7f34cc517',6,1.79531228089828538891e+09,'StepStarted','add',1,'{"code": "5b0dd267ef670d44"}');
INSERT INTO "events" VALUES('01a200f3-6538-70d3-935c-87b7f34cc517',7,1.79531228090111017229e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/growth/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/growth/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795312280.900466, "ended_at": 1795312280.900505, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a200f3-6538-70d3-935c-87b7f34cc517',8,1.79531228090111017229e+09,'StepCompleted','add',1,'{"bytes": 2, "checksum": 2322626082, "started_at": 1795312280.901057, "ended_at": 1795312280.901099, "queued": 0.002772}');
INSERT INTO "events" VALUES('01a200f3-6538-70d3-935c-87b7f34cc517',9,1.79531228090111017229e+09,'StepStarted','halve',1,'{"condition": true, "code": "252be649bdf8f136"}');
INSERT INTO "events" VALUES('01a200f3-6538-70d3-935c-87b7f34cc517',10,1.79531228090462923047e+09,'StepCompleted','halve',1,'{"bytes": 2, "checksum": 2707236321, "started_at": 1795312280.9045959, "ended_at": 1795312280.904619, "queued": 0.003486}');
INSERT INTO "events" VALUES('01a200f3-6538-70d3-935c-87b7f34cc517',11,1.79531228090462923047e+09,'StepStarted','finish',1,'{"code": "722cb147c8467866"}');
INSERT INTO "events" VALUES('01a200f3-6538-70d3-935c-87b7f34cc517',12,1.7953122809085092545e+09,'StepCompleted','finish',1,'{"bytes": 3, "checksum": 2233083363, "started_at": 1795312280.9084437, "ended_at": 1795312280.9084995, "queued": 0.003814}');
INSERT INTO "events" VALUES('01a200f3-6538-70d3-935c-87b7f34cc517',13,1.7953122809085092545e+09,'RunCompleted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a200f3-654d-73cc-be41-ae35d3760b36',1,1.79531228090937805172e+09,'RunCreated',NULL,NULL,'{"tags": {"kind": "skipped", "of": "v1"}}');
INSERT INTO "events" VALUES('01a200f3-654d-73cc-be41-ae35d3760b36',2,1.79531228090937805172e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a200f3-654d-73cc-be41-ae35d3760b36',3,1.79531228090937805172e+09,'StepStarted','read',1,'{"code": "4db41094b277ce55"}');
INSERT INTO "events" VALUES('01a200f3-654d-73cc-be41-ae35d3760b36',4,1.79531228091020178799e+09,'StepCompleted','read',1,'{"bytes": 6, "checksum": 783355516, "started_at": 1795312280.910131, "ended_at": 1795312280.910195, "queued": 0.0007529}');
INSERT INTO "events" VALUES('01a200f3-654d-73cc-be41-ae35d3760b36',5,1.79531228091020178799e+09,'StepStarted','note',1,'{"code": "18325d97e313b95e"}');
INSERT INTO "events" VALUES('01a200f3-654d-73cc-be41-ae35d3760b36',6,1.79531228091020178799e+09,'StepStarted','add',1,'{"code": "5b0dd267ef670d44"}');
INSERT INTO "events" VALUES('01a200f3-654d-73cc-be41-ae35d3760b36',7,1.79531228091114473345e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/growth/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/growth/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795312280.9107578, "ended_at": 1795312280.9107833, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a200f3-654d-73cc-be41-ae35d3760b36',8,1.79531228091114473345e+09,'StepCompleted','add',1,'{"bytes": 1, "checksum": 4088798008, "started_at": 1795312280.911102, "ended_at": 1795312280.9111347, "queued": 0.0009003}');
INSERT INTO "events" VALUES('01a200f3-654d-73cc-be41-ae35d3760b36',9,1.79531228091114473345e+09,'StepSkipped','halve',NULL,'{"condition": false}');
INSERT INTO "events" VALUES('01a200f3-654d-73cc-be41-ae35d3760b36',10,1.79531228091114473345e+09,'StepStarted','finish',1,'{"code": "722cb147c8467866"}');
INSERT INTO "events" VALUES('01a200f3-654d-73cc-be41-ae35d3760b36',11,1.79531228091181182865e+09,'StepCompleted','finish',1,'{"bytes": 3, "checksum": 4147539765, "started_at": 1795312280.9117815, "ended_at": 1795312280.911807, "queued": 0.0006368}');
INSERT INTO "events" VALUES('01a200f3-654d-73cc-be41-ae35d3760b36',12,1.79531228091181182865e+09,'RunCompleted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a200f3-6550-753a-93ba-fb5bad9d0216',1,1.79531228091240072251e+09,'RunCreated',NULL,NULL,'{"tags": {"kind": "failed", "of": "v1"}}');
INSERT INTO "events" VALUES('01a200f3-6550-753a-93ba-fb5bad9d0216',2,1.79531228091240072251e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a200f3-6550-753a-93ba-fb5bad9d0216',3,1.79531228091240072251e+09,'StepStarted','read',1,'{"code": "4db41094b277ce55"}');
INSERT INTO "events" VALUES('01a200f3-6550-753a-93ba-fb5bad9d0216',4,1795312280.91308,'StepCompleted','read',1,'{"bytes": 12, "checksum": 761622427, "started_at": 1795312280.913037, "ended_at": 1795312280.9130764, "queued": 0.0006363}');
INSERT INTO "events" VALUES('01a200f3-6550-753a-93ba-fb5bad9d0216',5,1795312280.91308,'StepStarted','note',1,'{"code": "18325d97e313b95e"}');
INSERT INTO "events" VALUES('01a200f3-6550-753a-93ba-fb5bad9d0216',6,1795312280.91308,'StepStarted','add',1,'{"code": "5b0dd267ef670d44"}');
INSERT INTO "events" VALUES('01a200f3-6550-753a-93ba-fb5bad9d0216',7,1.79531228091421318055e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/growth/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/growth/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795312280.913546, "ended_at": 1795312280.9135644, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a200f3-6550-753a-93ba-fb5bad9d0216',8,1.79531228091421318055e+09,'StepFailed','add',1,'{"error": {"code": "execution", "type": "ValueError", "message": "too much\nfor one line", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/growth/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/growth/tests/stores/old_store.py\", line 42, in add\n    raise ValueError(\"too much\\nfor one line\")\nValueError: too much\nfor one line\n", "step_id": "add", "attempt": 1}, "tolerated": false, "started_at": 1795312280.91385, "ended_at": 1795312280.9138799}');
INSERT INTO "events" VALUES('01a200f3-6550-753a-93ba-fb5bad9d0216',9,1.79531228091421318055e+09,'RunFailed',NULL,NULL,'{"error": {"code": "execution", "type": "ValueError", "message": "too much\nfor one line", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/growth/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/growth/tests/stores/old_store.py\", line 42, in add\n    raise ValueError(\"too much\\nfor one line\")\nValueError: too much\nfor one line\n", "step_id": "add", "attempt": 1}}');
INSERT INTO "events" VALUES('01a200f3-6553-7dd6-b0b3-94a6d9c9841e',1,1.79531228091501975064e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a200f3-6553-7dd6-b0b3-94a6d9c9841e',2,1.79531228091501975064e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a200f3-6553-7dd6-b0b3-94a6d9c9841e',3,1.79531228091501975064e+09,'StepStarted','read',1,'{"code": "4db41094b277ce55"}');
INSERT INTO "events" VALUES('01a200f3-6553-7dd6-b0b3-94a6d9c9841e',4,1.7953122809171183109e+09,'StepCompleted','read',1,'{"bytes": 6, "checksum": 2602988873, "started_at": 1795312280.9170296, "ended_at": 1795312280.9170856, "queued": 0.00201}');
INSERT INTO "events" VALUES('01a200f3-6553-7dd6-b0b3-94a6d9c9841e',5,1.7953122809171183109e+09,'StepStarted','note',1,'{"code": "18325d97e313b95e"}');
INSERT INTO "events" VALUES('01a200f3-6553-7dd6-b0b3-94a6d9c9841e',6,1.7953122809171183109e+09,'StepStarted','add',1,'{"code": "5b0dd267ef670d44"}');
INSERT INTO "events" VALUES('01a200f3-6553-7dd6-b0b3-94a6d9c9841e',7,1.79531228091916847224e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/growth/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/growth/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795312280.9187472, "ended_at": 1795312280.918773, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a200f3-6553-7dd6-b0b3-94a6d9c9841e',8,1.79531228091916847224e+09,'StepCompleted','add',1,'{"bytes": 2, "checksum": 2788221432, "started_at": 1795312280.9191382, "ended_at": 1795312280.9191594, "queued": 0.00202}');
INSERT INTO "events" VALUES('01a200f3-6553-7dd6-b0b3-94a6d9c9841e',9,1.79531228091916847224e+09,'StepStarted','halve',1,'{"condition": true, "code": "252be649bdf8f136"}');
INSERT INTO "events" VALUES('01a200f3-6553-7dd6-b0b3-94a6d9c9841e',10,1.79531228092148113254e+09,'StepCompleted','halve',1,'{"bytes": 1, "checksum": 1790921346, "started_at": 1795312280.921469, "ended_at": 1795312280.9214773, "queued": 0.002301}');
INSERT INTO "events" VALUES('01a200f3-6553-7dd6-b0b3-94a6d9c9841e',11,1.79531228092148113254e+09,'StepStarted','finish',1,'{"code": "722cb147c8467866"}');
INSERT INTO "events" VALUES('01a200f3-6553-7dd6-b0b3-94a6d9c9841e',12,1.79531228113845872877e+09,'RunCancelRequested',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a200f3-6553-7dd6-b0b3-94a6d9c9841e',13,1.79531228113845872877e+09,'StepCancelled','finish',1,'{"started_at": 1795312280.92275}');
INSERT INTO "events" VALUES('01a200f3-6553-7dd6-b0b3-94a6d9c9841e',14,1.79531228113845872877e+09,'RunCancelled',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a200f3-6554-7d4d-9fae-6bc2c6510f94',1,1.79531228091610908512e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a200f3-6554-7d4d-9fae-6bc2c6510f94',2,1.79531228091610908512e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a200f3-6554-7d4d-9fae-6bc2c6510f94',3,1.79531228091610908512e+09,'StepStarted','read',1,'{"code": "4db41094b277ce55"}');
INSERT INTO "events" VALUES('01a200f3-6554-7d4d-9fae-6bc2c6510f94',4,1.79531228091822147368e+09,'StepCompleted','read',1,'{"bytes": 6, "checksum": 2602988873, "started_at": 1795312280.918186, "ended_at": 1795312280.9182177, "queued": 0.002077}');
INSERT INTO "events" VALUES('01a200f3-6554-7d4d-9fae-6bc2c6510f94',5,1.79531228091822147368e+09,'StepStarted','add',1,'{"code": "5b0dd267ef670d44"}');
INSERT INTO "events" VALUES('01a200f3-6554-7d4d-9fae-6bc2c6510f94',6,1.79531228092072510718e+09,'StepCompleted','add',1,'{"bytes": 2, "checksum": 2788221432, "started_at": 1795312280.9207034, "ended_at": 1795312280.9207213, "queued": 0.002482}');
INSERT INTO "events" VALUES('01a200f3-6554-7d4d-9fae-6bc2c6510f94',7,1.79531228092072510718e+09,'StepStarted','halve',1,'{"code": "252be649bdf8f136"}');
INSERT INTO "events" VALUES('01a200f3-6554-7d4d-9fae-6bc2c6510f94',8,1.79531228092203307155e+09,'StepCompleted','halve',1,'{"bytes": 1, "checksum": 1790921346, "started_at": 1795312280.922022, "ended_at": 1795312280.9220297, "queued": 0.001297}');
INSERT INTO "events" VALUES('01a200f3-6554-7d4d-9fae-6bc2c6510f94',9,1.79531228092203307155e+09,'StepStarted','end',1,'{"code": "722cb147c8467866"}');
INSERT INTO "events" VALUES('01a200f3-6554-7d4d-9fae-6bc2c6510f94',10,1.79531228189514422419e+09,'RunSuspended',NULL,NULL,'{"error": {"code": "definition_mismatch", "type": "DefinitionMismatchError", "message": "run 01a200f3-6554-7d4d-9fae-6bc2c6510f94: workflow ''changing'' version ''1'' is not the one that the run has executed; bring the code back, give the changed one a version of its own, or take the run over as it is: gorkflow migrate 01a200f3-6554-7d4d-9fae-6bc2c6510f94\n  - step ''add'' is gone; is it ''ADD'' now?\n  - step ''halve'': takes ADD instead of add"}}');
INSERT INTO "events" VALUES('01a200f3-6555-7da0-86f5-89f5dfaa440b',1,1.7953122809177684784e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a200f3-6555-7da0-86f5-89f5dfaa440b',2,1.7953122809177684784e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a200f3-6555-7da0-86f5-89f5dfaa440b',3,1.7953122809177684784e+09,'StepStarted','read',1,'{"code": "4db41094b277ce55"}');
INSERT INTO "events" VALUES('01a200f3-6555-7da0-86f5-89f5dfaa440b',4,1.79531228092078495028e+09,'StepCompleted','read',1,'{"bytes": 6, "checksum": 2602988873, "started_at": 1795312280.9207625, "ended_at": 1795312280.9207826, "queued": 0.002994}');
INSERT INTO "events" VALUES('01a200f3-6555-7da0-86f5-89f5dfaa440b',5,1.79531228092078495028e+09,'StepWaiting','@sleep-1',NULL,'{"next_attempt_at": 1795312280.920785, "started_at": 1795312280.920785}');
INSERT INTO "events" VALUES('01a200f3-6555-7da0-86f5-89f5dfaa440b',6,1.79531228092078495028e+09,'SleepEnded','@sleep-1',NULL,'{"started_at": 1795312280.920785}');
INSERT INTO "events" VALUES('01a200f3-6555-7da0-86f5-89f5dfaa440b',7,1.79531228092078495028e+09,'StepWaiting','@wait-1',NULL,'{"signal": "go", "started_at": 1795312280.920785}');
INSERT INTO "events" VALUES('01a200f3-6555-7da0-86f5-89f5dfaa440b',8,1.79531228092078495028e+09,'RunWaiting',NULL,NULL,'{"until": null}');
INSERT INTO "events" VALUES('01a200f3-6558-7825-9180-3167f85e8168',1,1.79531228092015743258e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a200f3-6558-7825-9180-3167f85e8168',2,1.7953122809220805168e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a200f3-6558-7825-9180-3167f85e8168',3,1.79531228092210221286e+09,'StepStarted','read',1,'{"code": "4db41094b277ce55"}');
INSERT INTO "events" VALUES('01a200f3-6558-7825-9180-3167f85e8168',4,1.79531228092280721662e+09,'StepCompleted','read',1,'{"bytes": 6, "checksum": 3553641643, "started_at": 1795312280.922778, "ended_at": 1795312280.9228046, "queued": 0.00262}');
INSERT INTO "events" VALUES('01a200f3-6558-7825-9180-3167f85e8168',5,1.79531228092280721662e+09,'MapStarted','@map-1',NULL,'{"items": 2}');
INSERT INTO "events" VALUES('01a200f3-6558-7825-9180-3167f85e8168',6,1.79531228092280721662e+09,'StepStarted','square[0]',1,'{"code": "ca1317715aeb0afc"}');
INSERT INTO "events" VALUES('01a200f3-6558-7825-9180-3167f85e8168',7,1.79531228092280721662e+09,'StepStarted','square[1]',1,'{"code": "ca1317715aeb0afc"}');
INSERT INTO "events" VALUES('01a200f3-6558-7825-9180-3167f85e8168',8,1.79531228092345309255e+09,'StepCompleted','square[0]',1,'{"bytes": 2, "checksum": 4196041389, "started_at": 1795312280.9234247, "ended_at": 1795312280.9234364, "queued": 0.0006175}');
INSERT INTO "events" VALUES('01a200f3-6558-7825-9180-3167f85e8168',9,1.79531228092345309255e+09,'StepCompleted','square[1]',1,'{"bytes": 2, "checksum": 4196041389, "started_at": 1795312280.9234438, "ended_at": 1795312280.9234476, "queued": 0.0006366}');
INSERT INTO "events" VALUES('01a200f3-6558-7825-9180-3167f85e8168',10,1.79531228092345309255e+09,'StepCompleted','@map-1',NULL,'{"items": 2, "started_at": 1795312280.9228072, "ended_at": 1795312280.923453}');
INSERT INTO "events" VALUES('01a200f3-6558-7825-9180-3167f85e8168',11,1.79531228092345309255e+09,'StepStarted','refuse',1,'{"code": "3874d8244b2c00db"}');
INSERT INTO "events" VALUES('01a200f3-6558-7825-9180-3167f85e8168',12,1.79531228092435646056e+09,'StepFailed','refuse',1,'{"error": {"code": "execution", "type": "ValueError", "message": "no", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/growth/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/growth/tests/stores/old_store.py\", line 64, in refuse\n    raise ValueError(\"no\")\nValueError: no\n", "step_id": "refuse", "attempt": 1}, "tolerated": false, "started_at": 1795312280.924065, "ended_at": 1795312280.924088}');
INSERT INTO "events" VALUES('01a200f3-6558-7825-9180-3167f85e8168',13,1.79531228092435646056e+09,'RunCompensating',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a200f3-6558-7825-9180-3167f85e8168',14,1.79531228092435646056e+09,'StepStarted','square[1]/@undo',1,'{"code": "bad6e7950f4a4e86"}');
INSERT INTO "events" VALUES('01a200f3-6558-7825-9180-3167f85e8168',15,1.79531228092511391638e+09,'StepCompleted','square[1]/@undo',1,'{"bytes": 4, "checksum": 634125391, "started_at": 1795312280.9250941, "ended_at": 1795312280.9251108, "queued": 0.0007377}');
INSERT INTO "events" VALUES('01a200f3-6558-7825-9180-3167f85e8168',16,1.79531228092511391638e+09,'StepCompensated','square[1]',1,'{}');
INSERT INTO "events" VALUES('01a200f3-6558-7825-9180-3167f85e8168',17,1.79531228092511391638e+09,'StepStarted','square[0]/@undo',1,'{"code": "bad6e7950f4a4e86"}');
INSERT INTO "events" VALUES('01a200f3-6633-7a1e-8231-b11503e78454',1,1.79531228113974595074e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a200f3-6633-7a1e-8231-b11503e78454',2,1.79531228113974595074e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a200f3-6633-7a1e-8231-b11503e78454',3,1.79531228113974595074e+09,'StepStarted','read',1,'{"code": "4db41094b277ce55"}');
INSERT INTO "events" VALUES('01a200f3-6633-7a1e-8231-b11503e78454',4,1.79531228114495921134e+09,'StepCompleted','read',1,'{"bytes": 6, "checksum": 181016205, "started_at": 1795312281.1448827, "ended_at": 1795312281.144953, "queued": 0.005137}');
INSERT INTO "events" VALUES('01a200f3-6633-7a1e-8231-b11503e78454',5,1.79531228114495921134e+09,'StepStarted','note',1,'{"code": "18325d97e313b95e"}');
INSERT INTO "events" VALUES('01a200f3-6633-7a1e-8231-b11503e78454',6,1.79531228114495921134e+09,'StepStarted','add',1,'{"code": "5b0dd267ef670d44"}');
INSERT INTO "events" VALUES('01a200f3-6633-7a1e-8231-b11503e78454',7,1.79531228114600181584e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/growth/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/growth/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795312281.1455348, "ended_at": 1795312281.145568, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a200f3-6633-7a1e-8231-b11503e78454',8,1.79531228114600181584e+09,'StepCompleted','add',1,'{"bytes": 1, "checksum": 498629140, "started_at": 1795312281.1459622, "ended_at": 1795312281.1459923, "queued": 0.001003}');
INSERT INTO "events" VALUES('01a200f3-6633-7a1e-8231-b11503e78454',9,1.79531228114600181584e+09,'StepSkipped','halve',NULL,'{"condition": false}');
INSERT INTO "events" VALUES('01a200f3-6633-7a1e-8231-b11503e78454',10,1.79531228114600181584e+09,'StepStarted','finish',1,'{"code": "722cb147c8467866"}');
INSERT INTO "events" VALUES('01a200f3-6633-7a1e-8231-b11503e78454',11,1.79531228114702916145e+09,'StepRetryScheduled','finish',1,'{"error": {"code": "execution", "type": "ConnectionError", "message": "not yet", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/growth/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/growth/tests/stores/old_store.py\", line 75, in finish\n    raise ConnectionError(\"not yet\")\nConnectionError: not yet\n", "step_id": "finish", "attempt": 1}, "next_attempt_at": 1795312281.6470292, "started_at": 1795312281.1467006, "ended_at": 1795312281.1467452}');
INSERT INTO "events" VALUES('01a200f3-6718-7177-9b31-31254a5d59a1',1,1.79531228136807394029e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a200f3-6718-7177-9b31-31254a5d59a1',2,1.79531228136807394029e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a200f3-6718-7177-9b31-31254a5d59a1',3,1.79531228136807394029e+09,'StepStarted','read',1,'{"code": "4db41094b277ce55"}');
INSERT INTO "events" VALUES('01a200f3-6718-7177-9b31-31254a5d59a1',4,1.79531228137296247487e+09,'StepCompleted','read',1,'{"bytes": 6, "checksum": 2602988873, "started_at": 1795312281.3728595, "ended_at": 1795312281.37295, "queued": 0.004786}');
INSERT INTO "events" VALUES('01a200f3-6718-7177-9b31-31254a5d59a1',5,1.79531228137296247487e+09,'StepStarted','note',1,'{"code": "18325d97e313b95e"}');
INSERT INTO "events" VALUES('01a200f3-6718-7177-9b31-31254a5d59a1',6,1.79531228137296247487e+09,'StepStarted','add',1,'{"code": "5b0dd267ef670d44"}');
INSERT INTO "events" VALUES('01a200f3-6718-7177-9b31-31254a5d59a1',7,1.79531228137720823287e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/growth/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/growth/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795312281.37662, "ended_at": 1795312281.3766606, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a200f3-6718-7177-9b31-31254a5d59a1',8,1.79531228137720823287e+09,'StepCompleted','add',1,'{"bytes": 2, "checksum": 2788221432, "started_at": 1795312281.3771424, "ended_at": 1795312281.377194, "queued": 0.00418}');
INSERT INTO "events" VALUES('01a200f3-6718-7177-9b31-31254a5d59a1',9,1.79531228137720823287e+09,'StepStarted','halve',1,'{"condition": true, "code": "252be649bdf8f136"}');
INSERT INTO "events" VALUES('01a200f3-6718-7177-9b31-31254a5d59a1',10,1.79531228137907266622e+09,'StepCompleted','halve',1,'{"bytes": 1, "checksum": 1790921346, "started_at": 1795312281.3790443, "ended_at": 1795312281.3790648, "queued": 0.001836}');
INSERT INTO "events" VALUES('01a200f3-6718-7177-9b31-31254a5d59a1',11,1.79531228137907266622e+09,'StepStarted','finish',1,'{"code": "722cb147c8467866"}');
INSERT INTO "events" VALUES('01a200f3-680d-7ae9-a510-886cf7bbcad9',1,1.79531228161314058305e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a200f3-6810-7234-a3b1-eecf1533f727',1,1.79531228161666417128e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a200f3-681d-7ad2-ae30-24541d81b0ea',1,1.79531228162945079808e+09,'RunCreated',NULL,NULL,'{"tags": {"kind": "completed", "of": "v1"}, "forked_from": "01a200f3-6538-70d3-935c-87b7f34cc517", "from_step": "add"}');
INSERT INTO "events" VALUES('01a200f3-681d-7ad2-ae30-24541d81b0ea',2,1.79531228162945079808e+09,'StepKept','read',1,'{"status": "COMPLETED", "failures": 0, "bytes": 8, "checksum": 3730618441, "started_at": 1795312280.8981893, "ended_at": 1795312280.8982735}');
INSERT INTO "events" VALUES('01a200f3-681d-7ad2-ae30-24541d81b0ea',3,1.79531228162945079808e+09,'StepKept','note',1,'{"status": "FAILED", "failures": 1, "bytes": 9, "checksum": 778569163, "error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/growth/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/growth/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "started_at": 1795312280.900466, "ended_at": 1795312280.900505}');
INSERT INTO "events" VALUES('01a200f3-681d-7ad2-ae30-24541d81b0ea',4,1.79531228162945079808e+09,'StepInputGiven','add',NULL,'{"bytes": 4, "checksum": 3054569126}');
CREATE TABLE inbox (
    ordinal INTEGER PRIMARY KEY AUTOINCREMENT,
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
INSERT INTO "run_inputs" VALUES('01a200f3-6538-70d3-935c-87b7f34cc517',X'3130');
INSERT INTO "run_inputs" VALUES('01a200f3-654d-73cc-be41-ae35d3760b36',X'32');
INSERT INTO "run_inputs" VALUES('01a200f3-6550-753a-93ba-fb5bad9d0216',X'31303030');
INSERT INTO "run_inputs" VALUES('01a200f3-6553-7dd6-b0b3-94a6d9c9841e',X'37');
INSERT INTO "run_inputs" VALUES('01a200f3-6554-7d4d-9fae-6bc2c6510f94',X'37');
INSERT INTO "run_inputs" VALUES('01a200f3-6555-7da0-86f5-89f5dfaa440b',X'37');
INSERT INTO "run_inputs" VALUES('01a200f3-6558-7825-9180-3167f85e8168',X'35');
INSERT INTO "run_inputs" VALUES('01a200f3-6633-7a1e-8231-b11503e78454',X'33');
INSERT INTO "run_inputs" VALUES('01a200f3-6718-7177-9b31-31254a5d59a1',X'37');
INSERT INTO "run_inputs" VALUES('01a200f3-680d-7ae9-a510-886cf7bbcad9',X'37');
INSERT INTO "run_inputs" VALUES('01a200f3-6810-7234-a3b1-eecf1533f727',X'3132');
INSERT INTO "run_inputs" VALUES('01a200f3-681d-7ad2-ae30-24541d81b0ea',X'3130');
CREATE TABLE run_state (
    run_id TEXT NOT NULL,
    key TEXT NOT NULL,
    step_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    value BLOB,
    PRIMARY KEY (run_id, key, step_id)
) STRICT;
INSERT INTO "run_state" VALUES('01a200f3-6538-70d3-935c-87b7f34cc517','words','read',4,X'015B2272C3A96164222C223130225D');
INSERT INTO "run_state" VALUES('01a200f3-654d-73cc-be41-ae35d3760b36','words','read',4,X'015B2272C3A96164222C2232225D');
INSERT INTO "run_state" VALUES('01a200f3-6550-753a-93ba-fb5bad9d0216','words','read',4,X'015B2272C3A96164222C2231303030225D');
INSERT INTO "run_state" VALUES('01a200f3-6553-7dd6-b0b3-94a6d9c9841e','words','read',4,X'015B2272C3A96164222C2237225D');
INSERT INTO "run_state" VALUES('01a200f3-6554-7d4d-9fae-6bc2c6510f94','words','read',4,X'015B2272C3A96164222C2237225D');
INSERT INTO "run_state" VALUES('01a200f3-6555-7da0-86f5-89f5dfaa440b','words','read',4,X'015B2272C3A96164222C2237225D');
INSERT INTO "run_state" VALUES('01a200f3-6558-7825-9180-3167f85e8168','words','read',4,X'015B2272C3A96164222C2235225D');
INSERT INTO "run_state" VALUES('01a200f3-6633-7a1e-8231-b11503e78454','words','read',4,X'015B2272C3A96164222C2233225D');
INSERT INTO "run_state" VALUES('01a200f3-6718-7177-9b31-31254a5d59a1','words','read',4,X'015B2272C3A96164222C2237225D');
INSERT INTO "run_state" VALUES('01a200f3-681d-7ad2-ae30-24541d81b0ea','words','read',2,X'015B2272C3A96164222C223130225D');
CREATE TABLE run_tags (
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    run_id TEXT NOT NULL,
    PRIMARY KEY (key, value, run_id)
) STRICT, WITHOUT ROWID;
INSERT INTO "run_tags" VALUES('kind','completed','01a200f3-6538-70d3-935c-87b7f34cc517');
INSERT INTO "run_tags" VALUES('kind','completed','01a200f3-681d-7ad2-ae30-24541d81b0ea');
INSERT INTO "run_tags" VALUES('kind','failed','01a200f3-6550-753a-93ba-fb5bad9d0216');
INSERT INTO "run_tags" VALUES('kind','skipped','01a200f3-654d-73cc-be41-ae35d3760b36');
INSERT INTO "run_tags" VALUES('of','v1','01a200f3-6538-70d3-935c-87b7f34cc517');
INSERT INTO "run_tags" VALUES('of','v1','01a200f3-654d-73cc-be41-ae35d3760b36');
INSERT INTO "run_tags" VALUES('of','v1','01a200f3-6550-753a-93ba-fb5bad9d0216');
INSERT INTO "run_tags" VALUES('of','v1','01a200f3-681d-7ad2-ae30-24541d81b0ea');
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
    last_seq INTEGER NOT NULL,
    wake_at REAL
) STRICT, WITHOUT ROWID;
INSERT INTO "runs" VALUES('01a200f3-6538-70d3-935c-87b7f34cc517','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,2707236321,'{"kind": "completed", "of": "v1"}',NULL,'completed',NULL,NULL,'drain',NULL,1.79531228088843750959e+09,NULL,5,NULL,1,'COMPLETED',5,1.79531228088843750959e+09,1.7953122809085092545e+09,1.7953122809085092545e+09,'"finish"',NULL,0,13,NULL);
INSERT INTO "runs" VALUES('01a200f3-654d-73cc-be41-ae35d3760b36','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,450215437,'{"kind": "skipped", "of": "v1"}',NULL,'skipped',NULL,NULL,'drain',NULL,1.79531228090937805172e+09,NULL,5,NULL,1,'COMPLETED',5,1.79531228090937805172e+09,1.79531228091181182865e+09,1.79531228091181182865e+09,'"finish"',NULL,0,12,NULL);
INSERT INTO "runs" VALUES('01a200f3-6550-753a-93ba-fb5bad9d0216','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,3022496535,'{"kind": "failed", "of": "v1"}',NULL,'failed',NULL,NULL,'drain',NULL,1.79531228091240072251e+09,NULL,5,NULL,1,'FAILED',2,1.79531228091240072251e+09,1.79531228091421318055e+09,1.79531228091421318055e+09,NULL,'{"code":"execution","type":"ValueError","message":"too much\nfor one line","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/growth/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/growth/tests/stores/old_store.py\", line 42, in add\n    raise ValueError(\"too much\\nfor one line\")\nValueError: too much\nfor one line\n","step_id":"add","attempt":1}',0,9,NULL);
INSERT INTO "runs" VALUES('01a200f3-6553-7dd6-b0b3-94a6d9c9841e','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,1790921346,'{}','seven','cancelled',NULL,NULL,'drain',NULL,1.79531228091501975064e+09,NULL,5,NULL,1,'CANCELLED',4,1.79531228091501975064e+09,1.79531228113845872877e+09,1.79531228113845872877e+09,NULL,NULL,1,14,NULL);
INSERT INTO "runs" VALUES('01a200f3-6554-7d4d-9fae-6bc2c6510f94','changing','1','2fedfe00bb7c9fe42dad627508f8b2079a7e82f95ca9182710f42574cd05f7ea',0,1790921346,'{}',NULL,'suspended',NULL,NULL,'drain',NULL,1.79531228091610908512e+09,NULL,4,NULL,2,'SUSPENDED',3,1.79531228091610908512e+09,NULL,1.79531228189514422419e+09,NULL,'{"code":"definition_mismatch","type":"DefinitionMismatchError","message":"run 01a200f3-6554-7d4d-9fae-6bc2c6510f94: workflow ''changing'' version ''1'' is not the one that the run has executed; bring the code back, give the changed one a version of its own, or take the run over as it is: gorkflow migrate 01a200f3-6554-7d4d-9fae-6bc2c6510f94\n  - step ''add'' is gone; is it ''ADD'' now?\n  - step ''halve'': takes ADD instead of add"}',0,10,NULL);
INSERT INTO "runs" VALUES('01a200f3-6555-7da0-86f5-89f5dfaa440b','waiting','1','e4fff827831141ffb3cf88edda982eee4141ac6bfadf65cb856ecb4799d358fe',0,1790921346,'{}',NULL,'waiting',NULL,NULL,'drain',NULL,1.7953122809177684784e+09,NULL,2,NULL,1,'WAITING',1,1.7953122809177684784e+09,NULL,1.79531228092078495028e+09,NULL,NULL,0,8,NULL);
INSERT INTO "runs" VALUES('01a200f3-6558-7825-9180-3167f85e8168','undone','1','06562161b82c2d22663e87200eb8d6bfcd6d52b3bd6b16f3a8e139d356c44456',0,2226203566,'{}',NULL,'compensating',NULL,NULL,'drain',NULL,1.79531228092015743258e+09,NULL,3,'01a200f3-64f3-7d54-bf70-331e0cbb642a',1,'COMPENSATING',2,1.7953122809220805168e+09,NULL,1.79531228092511391638e+09,NULL,'{"code":"execution","type":"ValueError","message":"no","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/growth/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/growth/tests/stores/old_store.py\", line 64, in refuse\n    raise ValueError(\"no\")\nValueError: no\n","step_id":"refuse","attempt":1}',0,17,NULL);
INSERT INTO "runs" VALUES('01a200f3-6633-7a1e-8231-b11503e78454','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,1842515611,'{}',NULL,'retrying',NULL,NULL,'drain',1000000000.0,1.79531228113974595074e+09,2.79531228113974571222e+09,5,'01a200f3-64f3-7d54-bf70-331e0cbb642a',1,'RUNNING',4,1.79531228113974595074e+09,NULL,1.79531228114702916145e+09,NULL,NULL,0,11,NULL);
INSERT INTO "runs" VALUES('01a200f3-6718-7177-9b31-31254a5d59a1','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,1790921346,'{}',NULL,'running',NULL,NULL,'drain',1000000000.0,1.79531228136807394029e+09,2.79531228136807394029e+09,5,'01a200f3-64f3-7d54-bf70-331e0cbb642a',1,'RUNNING',4,1.79531228136807394029e+09,NULL,1.79531228137907266622e+09,NULL,NULL,0,11,NULL);
INSERT INTO "runs" VALUES('01a200f3-680d-7ae9-a510-886cf7bbcad9','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,1790921346,'{}',NULL,'another',NULL,NULL,'drain',NULL,1.79531228161314058305e+09,NULL,5,'01a200f3-64f3-7d54-bf70-331e0cbb642a',1,'PENDING',0,NULL,NULL,1.79531228161314058305e+09,NULL,NULL,0,1,NULL);
INSERT INTO "runs" VALUES('01a200f3-6810-7234-a3b1-eecf1533f727','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,1330857165,'{}',NULL,'pending',NULL,NULL,'drain',NULL,1.79531228161666417128e+09,NULL,5,'01a200f3-64f3-7d54-bf70-331e0cbb642a',1,'PENDING',0,NULL,NULL,1.79531228161666417128e+09,NULL,NULL,0,1,NULL);
INSERT INTO "runs" VALUES('01a200f3-681d-7ad2-ae30-24541d81b0ea','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,2707236321,'{"kind": "completed", "of": "v1"}',NULL,NULL,'01a200f3-6538-70d3-935c-87b7f34cc517',NULL,'drain',NULL,1.79531228162945079808e+09,NULL,5,'01a200f3-64f3-7d54-bf70-331e0cbb642a',1,'PENDING',2,NULL,NULL,1.79531228162945079808e+09,NULL,NULL,0,4,NULL);
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
INSERT INTO "schedules" VALUES('centennial','summing','1',X'3130',0,2707236321,NULL,3153600000.0,'UTC','once','skip','{"tags": {"of": "v1"}, "resource_id": null, "run_timeout_seconds": null, "on_failure": "drain"}',1.79531228162144470216e+09,1,4.94891228162144470193e+09,0,NULL,NULL,0);
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
INSERT INTO "step_executions" VALUES('01a200f3-6538-70d3-935c-87b7f34cc517','add',5,2,1,0,0,'COMPLETED','"read"',X'3230',NULL,0,2322626082,NULL,1.79531228089828538891e+09,1.79531228090105700496e+09,1.79531228090109896662e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a200f3-6538-70d3-935c-87b7f34cc517','finish',10,4,1,0,0,'COMPLETED','"halve"',X'322E35',NULL,0,2233083363,NULL,1.79531228090462923047e+09,1.79531228090844368933e+09,1.79531228090849947934e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a200f3-6538-70d3-935c-87b7f34cc517','halve',8,3,1,0,0,'COMPLETED','"add"',X'3130',NULL,0,2707236321,NULL,1.79531228090111017229e+09,1.79531228090459585191e+09,1.79531228090461897851e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a200f3-6538-70d3-935c-87b7f34cc517','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/growth/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/growth/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79531228089828538891e+09,1.79531228090046596525e+09,1.79531228090050506591e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a200f3-6538-70d3-935c-87b7f34cc517','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B31302C2D31305D',NULL,0,3730618441,NULL,1.79531228088843750959e+09,1.79531228089818930626e+09,1.79531228089827346802e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a200f3-654d-73cc-be41-ae35d3760b36','add',5,2,1,0,0,'COMPLETED','"read"',X'34',NULL,0,4088798008,NULL,1.79531228091020178799e+09,1.79531228091110205647e+09,1.79531228091113471989e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a200f3-654d-73cc-be41-ae35d3760b36','finish',9,4,1,0,0,'COMPLETED','"halve"',X'312E30',NULL,0,4147539765,NULL,1.79531228091114473345e+09,1.79531228091178154948e+09,1.79531228091180706024e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a200f3-654d-73cc-be41-ae35d3760b36','halve',8,3,0,0,0,'SKIPPED','"add"',NULL,'"add"',0,NULL,NULL,1.79531228091114473345e+09,NULL,1.79531228091114473345e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a200f3-654d-73cc-be41-ae35d3760b36','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/growth/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/growth/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79531228091020178799e+09,1.79531228091075778009e+09,1.7953122809107832908e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a200f3-654d-73cc-be41-ae35d3760b36','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B322C2D325D',NULL,0,783355516,NULL,1.79531228090937805172e+09,1.79531228091013097766e+09,1.79531228091019511225e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a200f3-6550-753a-93ba-fb5bad9d0216','add',5,NULL,1,1,0,'FAILED','"read"',NULL,NULL,0,NULL,'{"code":"execution","type":"ValueError","message":"too much\nfor one line","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/growth/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/growth/tests/stores/old_store.py\", line 42, in add\n    raise ValueError(\"too much\\nfor one line\")\nValueError: too much\nfor one line\n","step_id":"add","attempt":1}',1795312280.91308,1795312280.91385,1.79531228091387987134e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a200f3-6550-753a-93ba-fb5bad9d0216','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/growth/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/growth/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1795312280.91308,1.79531228091354608539e+09,1.79531228091356444363e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a200f3-6550-753a-93ba-fb5bad9d0216','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B313030302C2D313030305D',NULL,0,761622427,NULL,1.79531228091240072251e+09,1.79531228091303706167e+09,1.79531228091307640077e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a200f3-6553-7dd6-b0b3-94a6d9c9841e','add',5,2,1,0,0,'COMPLETED','"read"',X'3134',NULL,0,2788221432,NULL,1.7953122809171183109e+09,1.79531228091913819307e+09,1.79531228091915941234e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a200f3-6553-7dd6-b0b3-94a6d9c9841e','finish',10,NULL,1,0,0,'CANCELLED','"halve"',NULL,NULL,0,NULL,NULL,1.79531228092148113254e+09,1795312280.92275,1.79531228113845872877e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a200f3-6553-7dd6-b0b3-94a6d9c9841e','halve',8,3,1,0,0,'COMPLETED','"add"',X'37',NULL,0,1790921346,NULL,1.79531228091916847224e+09,1.79531228092146897317e+09,1.79531228092147731776e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a200f3-6553-7dd6-b0b3-94a6d9c9841e','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/growth/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/growth/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.7953122809171183109e+09,1.79531228091874718666e+09,1.7953122809187729359e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a200f3-6553-7dd6-b0b3-94a6d9c9841e','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B372C2D375D',NULL,0,2602988873,NULL,1.79531228091501975064e+09,1.79531228091702961926e+09,1.79531228091708564757e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a200f3-6554-7d4d-9fae-6bc2c6510f94','add',4,1,1,0,0,'COMPLETED','"read"',X'3134',NULL,0,2788221432,NULL,1.79531228091822147368e+09,1.79531228092070341108e+09,1.79531228092072129252e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a200f3-6554-7d4d-9fae-6bc2c6510f94','end',8,NULL,1,0,0,'RUNNING','"halve"',NULL,NULL,0,NULL,NULL,1.79531228092203307155e+09,1.79531228092203307155e+09,NULL,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a200f3-6554-7d4d-9fae-6bc2c6510f94','halve',6,2,1,0,0,'COMPLETED','"add"',X'37',NULL,0,1790921346,NULL,1.79531228092072510718e+09,1.79531228092202210433e+09,1.79531228092202973364e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a200f3-6554-7d4d-9fae-6bc2c6510f94','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B372C2D375D',NULL,0,2602988873,NULL,1.79531228091610908512e+09,1.79531228091818594928e+09,1.79531228091821765894e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a200f3-6555-7da0-86f5-89f5dfaa440b','@sleep-1',4,1,0,0,0,'COMPLETED','"read"',NULL,'"read"',0,NULL,NULL,1.79531228092078495028e+09,1.79531228092078495028e+09,1.79531228092078495028e+09,NULL,NULL,'inline');
INSERT INTO "step_executions" VALUES('01a200f3-6555-7da0-86f5-89f5dfaa440b','@wait-1',6,NULL,0,0,0,'WAITING',NULL,NULL,NULL,0,NULL,NULL,1.79531228092078495028e+09,1.79531228092078495028e+09,NULL,NULL,NULL,'inline');
INSERT INTO "step_executions" VALUES('01a200f3-6555-7da0-86f5-89f5dfaa440b','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B372C2D375D',NULL,0,2602988873,NULL,1.7953122809177684784e+09,1.79531228092076253896e+09,1.79531228092078256608e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a200f3-6558-7825-9180-3167f85e8168','@map-1',9,3,0,0,0,'COMPLETED','"read"',NULL,'["square[0]","square[1]"]',0,NULL,NULL,1.79531228092280721662e+09,1.79531228092280721662e+09,1.79531228092345309255e+09,NULL,NULL,'inline');
INSERT INTO "step_executions" VALUES('01a200f3-6558-7825-9180-3167f85e8168','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B352C2D355D',NULL,0,3553641643,NULL,1.79531228092015743258e+09,1.79531228092277789112e+09,1.79531228092280459402e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a200f3-6558-7825-9180-3167f85e8168','refuse',10,NULL,1,1,0,'FAILED','"@map-1"',NULL,NULL,0,NULL,'{"code":"execution","type":"ValueError","message":"no","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/growth/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/growth/tests/stores/old_store.py\", line 64, in refuse\n    raise ValueError(\"no\")\nValueError: no\n","step_id":"refuse","attempt":1}',1.79531228092345309255e+09,1.79531228092406511306e+09,1.79531228092408800126e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a200f3-6558-7825-9180-3167f85e8168','square[0]',5,1,1,0,0,'COMPLETED','{"item":0,"of":"read"}',X'3235',NULL,0,4196041389,NULL,1.79531228092280721662e+09,1.79531228092342472072e+09,1.7953122809234364033e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a200f3-6558-7825-9180-3167f85e8168','square[0]/@undo',16,NULL,1,0,0,'RUNNING','[{"item":0,"of":"read"},"square[0]"]',NULL,NULL,0,NULL,NULL,1.79531228092511391638e+09,1.79531228092511391638e+09,NULL,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a200f3-6558-7825-9180-3167f85e8168','square[1]',6,2,1,0,0,'COMPENSATED','{"item":1,"of":"read"}',X'3235',NULL,0,4196041389,NULL,1.79531228092280721662e+09,1.79531228092344379422e+09,1.79531228092344760901e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a200f3-6558-7825-9180-3167f85e8168','square[1]/@undo',13,4,1,0,0,'COMPLETED','[{"item":1,"of":"read"},"square[1]"]',X'6E756C6C',NULL,0,634125391,NULL,1.79531228092435646056e+09,1.7953122809250941276e+09,1.79531228092511081695e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a200f3-6633-7a1e-8231-b11503e78454','add',5,2,1,0,0,'COMPLETED','"read"',X'36',NULL,0,498629140,NULL,1.79531228114495921134e+09,1.7953122811459622383e+09,1.79531228114599227907e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a200f3-6633-7a1e-8231-b11503e78454','finish',9,NULL,1,1,0,'RETRYING','"halve"',NULL,NULL,0,NULL,'{"code":"execution","type":"ConnectionError","message":"not yet","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/growth/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/growth/tests/stores/old_store.py\", line 75, in finish\n    raise ConnectionError(\"not yet\")\nConnectionError: not yet\n","step_id":"finish","attempt":1}',1.79531228114600181584e+09,1.79531228114670062066e+09,1.79531228114674520487e+09,1.79531228164702916141e+09,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a200f3-6633-7a1e-8231-b11503e78454','halve',8,3,0,0,0,'SKIPPED','"add"',NULL,'"add"',0,NULL,NULL,1.79531228114600181584e+09,NULL,1.79531228114600181584e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a200f3-6633-7a1e-8231-b11503e78454','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/growth/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/growth/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79531228114495921134e+09,1.79531228114553475377e+09,1.79531228114556789393e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a200f3-6633-7a1e-8231-b11503e78454','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B332C2D335D',NULL,0,181016205,NULL,1.79531228113974595074e+09,1.79531228114488267903e+09,1.79531228114495301243e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a200f3-6718-7177-9b31-31254a5d59a1','add',5,2,1,0,0,'COMPLETED','"read"',X'3134',NULL,0,2788221432,NULL,1.79531228137296247487e+09,1.7953122813771424293e+09,1.79531228137719392774e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a200f3-6718-7177-9b31-31254a5d59a1','finish',10,NULL,1,0,0,'RUNNING','"halve"',NULL,NULL,0,NULL,NULL,1.79531228137907266622e+09,1.79531228137907266622e+09,NULL,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a200f3-6718-7177-9b31-31254a5d59a1','halve',8,3,1,0,0,'COMPLETED','"add"',X'37',NULL,0,1790921346,NULL,1.79531228137720823287e+09,1.79531228137904429438e+09,1.79531228137906479838e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a200f3-6718-7177-9b31-31254a5d59a1','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/growth/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/growth/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79531228137296247487e+09,1795312281.37662,1.79531228137666058536e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a200f3-6718-7177-9b31-31254a5d59a1','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B372C2D375D',NULL,0,2602988873,NULL,1.79531228136807394029e+09,1.79531228137285947801e+09,1795312281.37295,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a200f3-681d-7ad2-ae30-24541d81b0ea','add',4,NULL,0,0,0,'PENDING','"@input:add"',NULL,NULL,0,NULL,NULL,1.79531228162945079808e+09,NULL,NULL,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a200f3-681d-7ad2-ae30-24541d81b0ea','note',2,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/growth/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/growth/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79531228089828538891e+09,1.79531228090046596525e+09,1.79531228090050506591e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a200f3-681d-7ad2-ae30-24541d81b0ea','read',1,0,1,0,0,'COMPLETED','"@input"',X'5B31302C2D31305D',NULL,0,3730618441,NULL,1.79531228088843750959e+09,1.79531228089818930626e+09,1.79531228089827346802e+09,NULL,NULL,'loop');
CREATE TABLE step_inputs (
    run_id TEXT NOT NULL,
    step_id TEXT NOT NULL,
    input BLOB NOT NULL,
    arm INTEGER NOT NULL,
    checksum INTEGER NOT NULL,
    PRIMARY KEY (run_id, step_id)
) STRICT, WITHOUT ROWID;
INSERT INTO "step_inputs" VALUES('01a200f3-681d-7ad2-ae30-24541d81b0ea','add',X'5B31345D',0,3054569126);
CREATE UNIQUE INDEX runs_by_key ON runs (idempotency_key) WHERE idempotency_key IS NOT NULL;
CREATE INDEX runs_open ON runs (owner, workflow_id, workflow_version, created_at, run_id)
    WHERE status IN ('PENDING', 'RUNNING', 'WAITING', 'SUSPENDED', 'COMPENSATING')
    AND (status <> 'WAITING' OR owner IS NOT NULL);
CREATE INDEX runs_due ON runs (workflow_id, workflow_version, wake_at, run_id)
    WHERE status = 'WAITING' AND owner IS NULL AND wake_at IS NOT NULL;
CREATE INDEX runs_by_age ON runs (created_at, run_id, workflow_version);
CREATE INDEX runs_by_status ON runs (status, created_at, run_id);
CREATE INDEX runs_by_workflow ON runs (workflow_id, created_at, run_id, workflow_version);
CREATE INDEX runs_by_workflow_and_status ON runs (workflow_id, status, created_at, run_id);
CREATE INDEX runs_by_resource ON runs (resource_id, created_at, run_id) WHERE resource_id IS NOT NULL;
CREATE INDEX runs_ended ON runs (status, completed_at, run_id) WHERE completed_at IS NOT NULL;
CREATE INDEX step_cache_by_expiry ON step_cache (expires_at);
CREATE INDEX inbox_waiting ON inbox (run_id, ordinal) WHERE consumed = 0;
CREATE INDEX inbox_new ON inbox (ordinal) WHERE consumed = 0;
CREATE INDEX schedules_due ON schedules (next_at, schedule_id, workflow_id, workflow_version)
    WHERE next_at IS NOT NULL;
DELETE FROM "sqlite_sequence";
COMMIT;
