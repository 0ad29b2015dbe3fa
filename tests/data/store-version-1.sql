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
INSERT INTO "engines" VALUES('01a1ffbd-5673-77f5-a9bf-0875e3e6c2a2','a-host',1,1.79529196096497321126e+09,41616.381063572,30.0);
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
INSERT INTO "events" VALUES('01a1ffbd-56c0-7ddf-8666-4c742dd11a78',1,1.79529196102497553828e+09,'RunCreated',NULL,NULL,'{"tags": {"kind": "completed", "of": "v1"}}');
INSERT INTO "events" VALUES('01a1ffbd-56c0-7ddf-8666-4c742dd11a78',2,1.79529196102497553828e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ffbd-56c0-7ddf-8666-4c742dd11a78',3,1.79529196102497553828e+09,'StepStarted','read',1,'{"code": "4db41094b277ce55"}');
INSERT INTO "events" VALUES('01a1ffbd-56c0-7ddf-8666-4c742dd11a78',4,1.79529196103915667532e+09,'StepCompleted','read',1,'{"bytes": 8, "checksum": 3730618441, "started_at": 1795291961.0389965, "ended_at": 1795291961.039138}');
INSERT INTO "events" VALUES('01a1ffbd-56c0-7ddf-8666-4c742dd11a78',5,1.79529196103915667532e+09,'StepStarted','note',1,'{"code": "18325d97e313b95e"}');
INSERT INTO "events" VALUES('01a1ffbd-56c0-7ddf-8666-4c742dd11a78',6,1.79529196103915667532e+09,'StepStarted','add',1,'{"code": "5b0dd267ef670d44"}');
INSERT INTO "events" VALUES('01a1ffbd-56c0-7ddf-8666-4c742dd11a78',7,1.79529196104227709764e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/work/main/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/work/main/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795291961.0411663, "ended_at": 1795291961.0412328, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a1ffbd-56c0-7ddf-8666-4c742dd11a78',8,1.79529196104227709764e+09,'StepCompleted','add',1,'{"bytes": 2, "checksum": 2322626082, "started_at": 1795291961.0421705, "ended_at": 1795291961.0422554}');
INSERT INTO "events" VALUES('01a1ffbd-56c0-7ddf-8666-4c742dd11a78',9,1.79529196104227709764e+09,'StepStarted','halve',1,'{"condition": true, "code": "252be649bdf8f136"}');
INSERT INTO "events" VALUES('01a1ffbd-56c0-7ddf-8666-4c742dd11a78',10,1.79529196104467129706e+09,'StepCompleted','halve',1,'{"bytes": 2, "checksum": 2707236321, "started_at": 1795291961.0446095, "ended_at": 1795291961.044657}');
INSERT INTO "events" VALUES('01a1ffbd-56c0-7ddf-8666-4c742dd11a78',11,1.79529196104467129706e+09,'StepStarted','finish',1,'{"code": "722cb147c8467866"}');
INSERT INTO "events" VALUES('01a1ffbd-56c0-7ddf-8666-4c742dd11a78',12,1.79529196104888582232e+09,'StepCompleted','finish',1,'{"bytes": 3, "checksum": 2233083363, "started_at": 1795291961.0487435, "ended_at": 1795291961.0488625}');
INSERT INTO "events" VALUES('01a1ffbd-56c0-7ddf-8666-4c742dd11a78',13,1.79529196104888582232e+09,'RunCompleted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ffbd-56dc-7f61-99db-6c5240d5b2fe',1,1.79529196105286502835e+09,'RunCreated',NULL,NULL,'{"tags": {"kind": "skipped", "of": "v1"}}');
INSERT INTO "events" VALUES('01a1ffbd-56dc-7f61-99db-6c5240d5b2fe',2,1.79529196105286502835e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ffbd-56dc-7f61-99db-6c5240d5b2fe',3,1.79529196105286502835e+09,'StepStarted','read',1,'{"code": "4db41094b277ce55"}');
INSERT INTO "events" VALUES('01a1ffbd-56dc-7f61-99db-6c5240d5b2fe',4,1.79529196105706715584e+09,'StepCompleted','read',1,'{"bytes": 6, "checksum": 783355516, "started_at": 1795291961.0569074, "ended_at": 1795291961.0570478}');
INSERT INTO "events" VALUES('01a1ffbd-56dc-7f61-99db-6c5240d5b2fe',5,1.79529196105706715584e+09,'StepStarted','note',1,'{"code": "18325d97e313b95e"}');
INSERT INTO "events" VALUES('01a1ffbd-56dc-7f61-99db-6c5240d5b2fe',6,1.79529196105706715584e+09,'StepStarted','add',1,'{"code": "5b0dd267ef670d44"}');
INSERT INTO "events" VALUES('01a1ffbd-56dc-7f61-99db-6c5240d5b2fe',7,1.79529196106167316434e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/work/main/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/work/main/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795291961.060874, "ended_at": 1795291961.060952, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a1ffbd-56dc-7f61-99db-6c5240d5b2fe',8,1.79529196106167316434e+09,'StepCompleted','add',1,'{"bytes": 1, "checksum": 4088798008, "started_at": 1795291961.061549, "ended_at": 1795291961.0616431}');
INSERT INTO "events" VALUES('01a1ffbd-56dc-7f61-99db-6c5240d5b2fe',9,1.79529196106167316434e+09,'StepSkipped','halve',NULL,'{"condition": false}');
INSERT INTO "events" VALUES('01a1ffbd-56dc-7f61-99db-6c5240d5b2fe',10,1.79529196106167316434e+09,'StepStarted','finish',1,'{"code": "722cb147c8467866"}');
INSERT INTO "events" VALUES('01a1ffbd-56dc-7f61-99db-6c5240d5b2fe',11,1.79529196106476545335e+09,'StepCompleted','finish',1,'{"bytes": 3, "checksum": 4147539765, "started_at": 1795291961.0646677, "ended_at": 1795291961.0647476}');
INSERT INTO "events" VALUES('01a1ffbd-56dc-7f61-99db-6c5240d5b2fe',12,1.79529196106476545335e+09,'RunCompleted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ffbd-56ea-7da7-a376-c23fb5ffd4cf',1,1.79529196106617546079e+09,'RunCreated',NULL,NULL,'{"tags": {"kind": "failed", "of": "v1"}}');
INSERT INTO "events" VALUES('01a1ffbd-56ea-7da7-a376-c23fb5ffd4cf',2,1.79529196106617546079e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ffbd-56ea-7da7-a376-c23fb5ffd4cf',3,1.79529196106617546079e+09,'StepStarted','read',1,'{"code": "4db41094b277ce55"}');
INSERT INTO "events" VALUES('01a1ffbd-56ea-7da7-a376-c23fb5ffd4cf',4,1.79529196107295918464e+09,'StepCompleted','read',1,'{"bytes": 12, "checksum": 761622427, "started_at": 1795291961.0728192, "ended_at": 1795291961.0729437}');
INSERT INTO "events" VALUES('01a1ffbd-56ea-7da7-a376-c23fb5ffd4cf',5,1.79529196107295918464e+09,'StepStarted','note',1,'{"code": "18325d97e313b95e"}');
INSERT INTO "events" VALUES('01a1ffbd-56ea-7da7-a376-c23fb5ffd4cf',6,1.79529196107295918464e+09,'StepStarted','add',1,'{"code": "5b0dd267ef670d44"}');
INSERT INTO "events" VALUES('01a1ffbd-56ea-7da7-a376-c23fb5ffd4cf',7,1.79529196107878065112e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/work/main/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/work/main/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795291961.0778785, "ended_at": 1795291961.0779362, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a1ffbd-56ea-7da7-a376-c23fb5ffd4cf',8,1.79529196107878065112e+09,'StepFailed','add',1,'{"error": {"code": "execution", "type": "ValueError", "message": "too much\nfor one line", "traceback": "Traceback (most recent call last):\n  File \"/work/main/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/work/main/tests/stores/old_store.py\", line 42, in add\n    raise ValueError(\"too much\\nfor one line\")\nValueError: too much\nfor one line\n", "step_id": "add", "attempt": 1}, "tolerated": false, "started_at": 1795291961.0784307, "ended_at": 1795291961.0784986}');
INSERT INTO "events" VALUES('01a1ffbd-56ea-7da7-a376-c23fb5ffd4cf',9,1.79529196107878065112e+09,'RunFailed',NULL,NULL,'{"error": {"code": "execution", "type": "ValueError", "message": "too much\nfor one line", "traceback": "Traceback (most recent call last):\n  File \"/work/main/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/work/main/tests/stores/old_store.py\", line 42, in add\n    raise ValueError(\"too much\\nfor one line\")\nValueError: too much\nfor one line\n", "step_id": "add", "attempt": 1}}');
INSERT INTO "events" VALUES('01a1ffbd-56fa-7671-ba07-35b5687f5d82',1,1.79529196108274722099e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ffbd-56fa-7671-ba07-35b5687f5d82',2,1.79529196108274722099e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ffbd-56fa-7671-ba07-35b5687f5d82',3,1.79529196108274722099e+09,'StepStarted','read',1,'{"code": "4db41094b277ce55"}');
INSERT INTO "events" VALUES('01a1ffbd-56fa-7671-ba07-35b5687f5d82',4,1.79529196109708952906e+09,'StepCompleted','read',1,'{"bytes": 6, "checksum": 2602988873, "started_at": 1795291961.0969667, "ended_at": 1795291961.097078}');
INSERT INTO "events" VALUES('01a1ffbd-56fa-7671-ba07-35b5687f5d82',5,1.79529196109708952906e+09,'StepStarted','note',1,'{"code": "18325d97e313b95e"}');
INSERT INTO "events" VALUES('01a1ffbd-56fa-7671-ba07-35b5687f5d82',6,1.79529196109708952906e+09,'StepStarted','add',1,'{"code": "5b0dd267ef670d44"}');
INSERT INTO "events" VALUES('01a1ffbd-56fa-7671-ba07-35b5687f5d82',7,1.79529196112989330286e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/work/main/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/work/main/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795291961.129221, "ended_at": 1795291961.1294599, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a1ffbd-56fa-7671-ba07-35b5687f5d82',8,1.79529196112989330286e+09,'StepCompleted','add',1,'{"bytes": 2, "checksum": 2788221432, "started_at": 1795291961.1298418, "ended_at": 1795291961.1298811}');
INSERT INTO "events" VALUES('01a1ffbd-56fa-7671-ba07-35b5687f5d82',9,1.79529196112989330286e+09,'StepStarted','halve',1,'{"condition": true, "code": "252be649bdf8f136"}');
INSERT INTO "events" VALUES('01a1ffbd-56fa-7671-ba07-35b5687f5d82',10,1.79529196113726472851e+09,'StepCompleted','halve',1,'{"bytes": 1, "checksum": 1790921346, "started_at": 1795291961.1372283, "ended_at": 1795291961.1372545}');
INSERT INTO "events" VALUES('01a1ffbd-56fa-7671-ba07-35b5687f5d82',11,1.79529196113726472851e+09,'StepStarted','finish',1,'{"code": "722cb147c8467866"}');
INSERT INTO "events" VALUES('01a1ffbd-56fa-7671-ba07-35b5687f5d82',12,1.79529196141405510906e+09,'RunCancelRequested',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ffbd-56fa-7671-ba07-35b5687f5d82',13,1.79529196141405510906e+09,'StepCancelled','finish',1,'{"started_at": 1795291961.1461515}');
INSERT INTO "events" VALUES('01a1ffbd-56fa-7671-ba07-35b5687f5d82',14,1.79529196141405510906e+09,'RunCancelled',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ffbd-5704-781a-94d2-fdd88aec4711',1,1.79529196109259414669e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ffbd-5704-781a-94d2-fdd88aec4711',2,1.79529196109259414669e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ffbd-5704-781a-94d2-fdd88aec4711',3,1.79529196109259414669e+09,'StepStarted','read',1,'{"code": "4db41094b277ce55"}');
INSERT INTO "events" VALUES('01a1ffbd-5704-781a-94d2-fdd88aec4711',4,1.79529196112599778167e+09,'StepCompleted','read',1,'{"bytes": 6, "checksum": 2602988873, "started_at": 1795291961.1259124, "ended_at": 1795291961.1259878}');
INSERT INTO "events" VALUES('01a1ffbd-5704-781a-94d2-fdd88aec4711',5,1.79529196112599778167e+09,'StepStarted','add',1,'{"code": "5b0dd267ef670d44"}');
INSERT INTO "events" VALUES('01a1ffbd-5704-781a-94d2-fdd88aec4711',6,1.79529196113414621352e+09,'StepCompleted','add',1,'{"bytes": 2, "checksum": 2788221432, "started_at": 1795291961.134097, "ended_at": 1795291961.1341386}');
INSERT INTO "events" VALUES('01a1ffbd-5704-781a-94d2-fdd88aec4711',7,1.79529196113414621352e+09,'StepStarted','halve',1,'{"code": "252be649bdf8f136"}');
INSERT INTO "events" VALUES('01a1ffbd-5704-781a-94d2-fdd88aec4711',8,1.79529196114097356791e+09,'StepCompleted','halve',1,'{"bytes": 1, "checksum": 1790921346, "started_at": 1795291961.1409414, "ended_at": 1795291961.140966}');
INSERT INTO "events" VALUES('01a1ffbd-5704-781a-94d2-fdd88aec4711',9,1.79529196114097356791e+09,'StepStarted','end',1,'{"code": "722cb147c8467866"}');
INSERT INTO "events" VALUES('01a1ffbd-5704-781a-94d2-fdd88aec4711',10,1.79529196224542641644e+09,'RunSuspended',NULL,NULL,'{"error": {"code": "definition_mismatch", "type": "DefinitionMismatchError", "message": "run 01a1ffbd-5704-781a-94d2-fdd88aec4711: workflow ''changing'' version ''1'' is not the one that the run has executed; bring the code back, give the changed one a version of its own, or take the run over as it is: gorkflow migrate 01a1ffbd-5704-781a-94d2-fdd88aec4711\n  - step ''add'' is gone; is it ''ADD'' now?\n  - step ''halve'': takes ADD instead of add"}}');
INSERT INTO "events" VALUES('01a1ffbd-5725-72e1-9ff1-a2552674c430',1,1.7952919611250457764e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ffbd-5725-72e1-9ff1-a2552674c430',2,1.7952919611250457764e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ffbd-5725-72e1-9ff1-a2552674c430',3,1.7952919611250457764e+09,'StepStarted','read',1,'{"code": "4db41094b277ce55"}');
INSERT INTO "events" VALUES('01a1ffbd-5725-72e1-9ff1-a2552674c430',4,1795291961.13426,'StepCompleted','read',1,'{"bytes": 6, "checksum": 2602988873, "started_at": 1795291961.1342163, "ended_at": 1795291961.1342568}');
INSERT INTO "events" VALUES('01a1ffbd-5725-72e1-9ff1-a2552674c430',5,1795291961.13426,'StepWaiting','@sleep-1',NULL,'{"next_attempt_at": 1795291961.13426, "started_at": 1795291961.13426}');
INSERT INTO "events" VALUES('01a1ffbd-5725-72e1-9ff1-a2552674c430',6,1795291961.13426,'SleepEnded','@sleep-1',NULL,'{"started_at": 1795291961.13426}');
INSERT INTO "events" VALUES('01a1ffbd-5725-72e1-9ff1-a2552674c430',7,1795291961.13426,'StepWaiting','@wait-1',NULL,'{"signal": "go", "started_at": 1795291961.13426}');
INSERT INTO "events" VALUES('01a1ffbd-5725-72e1-9ff1-a2552674c430',8,1795291961.13426,'RunWaiting',NULL,NULL,'{"until": null}');
INSERT INTO "events" VALUES('01a1ffbd-572d-7739-a25e-baeb4786be69',1,1.7952919611333847046e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ffbd-572d-7739-a25e-baeb4786be69',2,1.79529196114115858077e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ffbd-572d-7739-a25e-baeb4786be69',3,1.79529196114170646672e+09,'StepStarted','read',1,'{"code": "4db41094b277ce55"}');
INSERT INTO "events" VALUES('01a1ffbd-572d-7739-a25e-baeb4786be69',4,1.79529196114644575121e+09,'StepCompleted','read',1,'{"bytes": 6, "checksum": 3553641643, "started_at": 1795291961.146365, "ended_at": 1795291961.1464374}');
INSERT INTO "events" VALUES('01a1ffbd-572d-7739-a25e-baeb4786be69',5,1.79529196114644575121e+09,'StepStarted','square[0]',1,'{"code": "ca1317715aeb0afc"}');
INSERT INTO "events" VALUES('01a1ffbd-572d-7739-a25e-baeb4786be69',6,1.79529196114644575121e+09,'StepStarted','square[1]',1,'{"code": "ca1317715aeb0afc"}');
INSERT INTO "events" VALUES('01a1ffbd-572d-7739-a25e-baeb4786be69',7,1.79529196114862203597e+09,'StepCompleted','square[0]',1,'{"bytes": 2, "checksum": 4196041389, "started_at": 1795291961.1485624, "ended_at": 1795291961.1485918}');
INSERT INTO "events" VALUES('01a1ffbd-572d-7739-a25e-baeb4786be69',8,1.79529196114862203597e+09,'StepCompleted','square[1]',1,'{"bytes": 2, "checksum": 4196041389, "started_at": 1795291961.1486082, "ended_at": 1795291961.1486137}');
INSERT INTO "events" VALUES('01a1ffbd-572d-7739-a25e-baeb4786be69',9,1.79529196114862203597e+09,'StepCompleted','@map-1',NULL,'{"items": 2, "started_at": 1795291961.1464458, "ended_at": 1795291961.148622}');
INSERT INTO "events" VALUES('01a1ffbd-572d-7739-a25e-baeb4786be69',10,1.79529196114862203597e+09,'StepStarted','refuse',1,'{"code": "3874d8244b2c00db"}');
INSERT INTO "events" VALUES('01a1ffbd-572d-7739-a25e-baeb4786be69',11,1.79529196115314793589e+09,'StepFailed','refuse',1,'{"error": {"code": "execution", "type": "ValueError", "message": "no", "traceback": "Traceback (most recent call last):\n  File \"/work/main/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/work/main/tests/stores/old_store.py\", line 64, in refuse\n    raise ValueError(\"no\")\nValueError: no\n", "step_id": "refuse", "attempt": 1}, "tolerated": false, "started_at": 1795291961.15251, "ended_at": 1795291961.152592}');
INSERT INTO "events" VALUES('01a1ffbd-572d-7739-a25e-baeb4786be69',12,1.79529196115314793589e+09,'RunCompensating',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ffbd-572d-7739-a25e-baeb4786be69',13,1.79529196115314793589e+09,'StepStarted','square[1]/@undo',1,'{"code": "bad6e7950f4a4e86"}');
INSERT INTO "events" VALUES('01a1ffbd-572d-7739-a25e-baeb4786be69',14,1.79529196115754556659e+09,'StepCompleted','square[1]/@undo',1,'{"bytes": 4, "checksum": 634125391, "started_at": 1795291961.157498, "ended_at": 1795291961.1575356}');
INSERT INTO "events" VALUES('01a1ffbd-572d-7739-a25e-baeb4786be69',15,1.79529196115754556659e+09,'StepCompensated','square[1]',1,'{}');
INSERT INTO "events" VALUES('01a1ffbd-572d-7739-a25e-baeb4786be69',16,1.79529196115754556659e+09,'StepStarted','square[0]/@undo',1,'{"code": "bad6e7950f4a4e86"}');
INSERT INTO "events" VALUES('01a1ffbd-584d-748b-9d4b-89625d70003a',1,1.79529196142163038254e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ffbd-584d-748b-9d4b-89625d70003a',2,1.79529196142163038254e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ffbd-584d-748b-9d4b-89625d70003a',3,1.79529196142163038254e+09,'StepStarted','read',1,'{"code": "4db41094b277ce55"}');
INSERT INTO "events" VALUES('01a1ffbd-584d-748b-9d4b-89625d70003a',4,1.7952919614247205257e+09,'StepCompleted','read',1,'{"bytes": 6, "checksum": 181016205, "started_at": 1795291961.4246337, "ended_at": 1795291961.4247136}');
INSERT INTO "events" VALUES('01a1ffbd-584d-748b-9d4b-89625d70003a',5,1.7952919614247205257e+09,'StepStarted','note',1,'{"code": "18325d97e313b95e"}');
INSERT INTO "events" VALUES('01a1ffbd-584d-748b-9d4b-89625d70003a',6,1.7952919614247205257e+09,'StepStarted','add',1,'{"code": "5b0dd267ef670d44"}');
INSERT INTO "events" VALUES('01a1ffbd-584d-748b-9d4b-89625d70003a',7,1.79529196142586851118e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/work/main/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/work/main/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795291961.4254649, "ended_at": 1795291961.4255, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a1ffbd-584d-748b-9d4b-89625d70003a',8,1.79529196142586851118e+09,'StepCompleted','add',1,'{"bytes": 1, "checksum": 498629140, "started_at": 1795291961.4258273, "ended_at": 1795291961.4258597}');
INSERT INTO "events" VALUES('01a1ffbd-584d-748b-9d4b-89625d70003a',9,1.79529196142586851118e+09,'StepSkipped','halve',NULL,'{"condition": false}');
INSERT INTO "events" VALUES('01a1ffbd-584d-748b-9d4b-89625d70003a',10,1.79529196142586851118e+09,'StepStarted','finish',1,'{"code": "722cb147c8467866"}');
INSERT INTO "events" VALUES('01a1ffbd-584d-748b-9d4b-89625d70003a',11,1.7952919614303486347e+09,'StepRetryScheduled','finish',1,'{"error": {"code": "execution", "type": "ConnectionError", "message": "not yet", "traceback": "Traceback (most recent call last):\n  File \"/work/main/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/work/main/tests/stores/old_store.py\", line 75, in finish\n    raise ConnectionError(\"not yet\")\nConnectionError: not yet\n", "step_id": "finish", "attempt": 1}, "next_attempt_at": 1795291961.9303486, "started_at": 1795291961.4299798, "ended_at": 1795291961.43004}');
INSERT INTO "events" VALUES('01a1ffbd-594d-7c18-affe-4ea82f3041ac',1,1.79529196167762327201e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ffbd-594d-7c18-affe-4ea82f3041ac',2,1.79529196167762327201e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ffbd-594d-7c18-affe-4ea82f3041ac',3,1.79529196167762327201e+09,'StepStarted','read',1,'{"code": "4db41094b277ce55"}');
INSERT INTO "events" VALUES('01a1ffbd-594d-7c18-affe-4ea82f3041ac',4,1.79529196168072319034e+09,'StepCompleted','read',1,'{"bytes": 6, "checksum": 2602988873, "started_at": 1795291961.6806545, "ended_at": 1795291961.6807163}');
INSERT INTO "events" VALUES('01a1ffbd-594d-7c18-affe-4ea82f3041ac',5,1.79529196168072319034e+09,'StepStarted','note',1,'{"code": "18325d97e313b95e"}');
INSERT INTO "events" VALUES('01a1ffbd-594d-7c18-affe-4ea82f3041ac',6,1.79529196168072319034e+09,'StepStarted','add',1,'{"code": "5b0dd267ef670d44"}');
INSERT INTO "events" VALUES('01a1ffbd-594d-7c18-affe-4ea82f3041ac',7,1.79529196168401098255e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/work/main/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/work/main/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795291961.6836474, "ended_at": 1795291961.6836789, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a1ffbd-594d-7c18-affe-4ea82f3041ac',8,1.79529196168401098255e+09,'StepCompleted','add',1,'{"bytes": 2, "checksum": 2788221432, "started_at": 1795291961.683965, "ended_at": 1795291961.6840014}');
INSERT INTO "events" VALUES('01a1ffbd-594d-7c18-affe-4ea82f3041ac',9,1.79529196168401098255e+09,'StepStarted','halve',1,'{"condition": true, "code": "252be649bdf8f136"}');
INSERT INTO "events" VALUES('01a1ffbd-594d-7c18-affe-4ea82f3041ac',10,1.79529196168791532512e+09,'StepCompleted','halve',1,'{"bytes": 1, "checksum": 1790921346, "started_at": 1795291961.6878905, "ended_at": 1795291961.6879086}');
INSERT INTO "events" VALUES('01a1ffbd-594d-7c18-affe-4ea82f3041ac',11,1.79529196168791532512e+09,'StepStarted','finish',1,'{"code": "722cb147c8467866"}');
INSERT INTO "events" VALUES('01a1ffbd-5a84-790a-98cb-f25b99eb49d8',1,1.79529196198821902269e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ffbd-5a88-7295-b5fe-c31fc2e274e5',1,1.79529196199258399011e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ffbd-5a8c-7fd7-bae5-7ce2f893396c',1,1.7952919619969997406e+09,'RunCreated',NULL,NULL,'{"tags": {"kind": "completed", "of": "v1"}, "forked_from": "01a1ffbd-56c0-7ddf-8666-4c742dd11a78", "from_step": "add"}');
INSERT INTO "events" VALUES('01a1ffbd-5a8c-7fd7-bae5-7ce2f893396c',2,1.7952919619969997406e+09,'StepKept','read',1,'{"status": "COMPLETED", "failures": 0, "bytes": 8, "checksum": 3730618441, "started_at": 1795291961.0389965, "ended_at": 1795291961.039138}');
INSERT INTO "events" VALUES('01a1ffbd-5a8c-7fd7-bae5-7ce2f893396c',3,1.7952919619969997406e+09,'StepKept','note',1,'{"status": "FAILED", "failures": 1, "bytes": 9, "checksum": 778569163, "error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/work/main/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/work/main/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "started_at": 1795291961.0411663, "ended_at": 1795291961.0412328}');
INSERT INTO "events" VALUES('01a1ffbd-5a8c-7fd7-bae5-7ce2f893396c',4,1.7952919619969997406e+09,'StepInputGiven','add',NULL,'{"bytes": 4, "checksum": 3054569126}');
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
INSERT INTO "run_inputs" VALUES('01a1ffbd-56c0-7ddf-8666-4c742dd11a78',X'3130');
INSERT INTO "run_inputs" VALUES('01a1ffbd-56dc-7f61-99db-6c5240d5b2fe',X'32');
INSERT INTO "run_inputs" VALUES('01a1ffbd-56ea-7da7-a376-c23fb5ffd4cf',X'31303030');
INSERT INTO "run_inputs" VALUES('01a1ffbd-56fa-7671-ba07-35b5687f5d82',X'37');
INSERT INTO "run_inputs" VALUES('01a1ffbd-5704-781a-94d2-fdd88aec4711',X'37');
INSERT INTO "run_inputs" VALUES('01a1ffbd-5725-72e1-9ff1-a2552674c430',X'37');
INSERT INTO "run_inputs" VALUES('01a1ffbd-572d-7739-a25e-baeb4786be69',X'35');
INSERT INTO "run_inputs" VALUES('01a1ffbd-584d-748b-9d4b-89625d70003a',X'33');
INSERT INTO "run_inputs" VALUES('01a1ffbd-594d-7c18-affe-4ea82f3041ac',X'37');
INSERT INTO "run_inputs" VALUES('01a1ffbd-5a84-790a-98cb-f25b99eb49d8',X'37');
INSERT INTO "run_inputs" VALUES('01a1ffbd-5a88-7295-b5fe-c31fc2e274e5',X'3132');
INSERT INTO "run_inputs" VALUES('01a1ffbd-5a8c-7fd7-bae5-7ce2f893396c',X'3130');
CREATE TABLE run_state (
    run_id TEXT NOT NULL,
    key TEXT NOT NULL,
    step_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    value BLOB,
    PRIMARY KEY (run_id, key, step_id)
) STRICT;
INSERT INTO "run_state" VALUES('01a1ffbd-56c0-7ddf-8666-4c742dd11a78','words','read',4,X'015B2272C3A96164222C223130225D');
INSERT INTO "run_state" VALUES('01a1ffbd-56dc-7f61-99db-6c5240d5b2fe','words','read',4,X'015B2272C3A96164222C2232225D');
INSERT INTO "run_state" VALUES('01a1ffbd-56ea-7da7-a376-c23fb5ffd4cf','words','read',4,X'015B2272C3A96164222C2231303030225D');
INSERT INTO "run_state" VALUES('01a1ffbd-56fa-7671-ba07-35b5687f5d82','words','read',4,X'015B2272C3A96164222C2237225D');
INSERT INTO "run_state" VALUES('01a1ffbd-5704-781a-94d2-fdd88aec4711','words','read',4,X'015B2272C3A96164222C2237225D');
INSERT INTO "run_state" VALUES('01a1ffbd-5725-72e1-9ff1-a2552674c430','words','read',4,X'015B2272C3A96164222C2237225D');
INSERT INTO "run_state" VALUES('01a1ffbd-572d-7739-a25e-baeb4786be69','words','read',4,X'015B2272C3A96164222C2235225D');
INSERT INTO "run_state" VALUES('01a1ffbd-584d-748b-9d4b-89625d70003a','words','read',4,X'015B2272C3A96164222C2233225D');
INSERT INTO "run_state" VALUES('01a1ffbd-594d-7c18-affe-4ea82f3041ac','words','read',4,X'015B2272C3A96164222C2237225D');
INSERT INTO "run_state" VALUES('01a1ffbd-5a8c-7fd7-bae5-7ce2f893396c','words','read',2,X'015B2272C3A96164222C223130225D');
CREATE TABLE run_tags (
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    run_id TEXT NOT NULL,
    PRIMARY KEY (key, value, run_id)
) STRICT, WITHOUT ROWID;
INSERT INTO "run_tags" VALUES('kind','completed','01a1ffbd-56c0-7ddf-8666-4c742dd11a78');
INSERT INTO "run_tags" VALUES('kind','completed','01a1ffbd-5a8c-7fd7-bae5-7ce2f893396c');
INSERT INTO "run_tags" VALUES('kind','failed','01a1ffbd-56ea-7da7-a376-c23fb5ffd4cf');
INSERT INTO "run_tags" VALUES('kind','skipped','01a1ffbd-56dc-7f61-99db-6c5240d5b2fe');
INSERT INTO "run_tags" VALUES('of','v1','01a1ffbd-56c0-7ddf-8666-4c742dd11a78');
INSERT INTO "run_tags" VALUES('of','v1','01a1ffbd-56dc-7f61-99db-6c5240d5b2fe');
INSERT INTO "run_tags" VALUES('of','v1','01a1ffbd-56ea-7da7-a376-c23fb5ffd4cf');
INSERT INTO "run_tags" VALUES('of','v1','01a1ffbd-5a8c-7fd7-bae5-7ce2f893396c');
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
INSERT INTO "runs" VALUES('01a1ffbd-56c0-7ddf-8666-4c742dd11a78','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,2707236321,'{"kind": "completed", "of": "v1"}',NULL,'completed',NULL,NULL,'drain',NULL,1.79529196102497553828e+09,NULL,5,NULL,1,'COMPLETED',5,1.79529196102497553828e+09,1.79529196104888582232e+09,1.79529196104888582232e+09,'"finish"',NULL,0,13,NULL);
INSERT INTO "runs" VALUES('01a1ffbd-56dc-7f61-99db-6c5240d5b2fe','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,450215437,'{"kind": "skipped", "of": "v1"}',NULL,'skipped',NULL,NULL,'drain',NULL,1.79529196105286502835e+09,NULL,5,NULL,1,'COMPLETED',5,1.79529196105286502835e+09,1.79529196106476545335e+09,1.79529196106476545335e+09,'"finish"',NULL,0,12,NULL);
INSERT INTO "runs" VALUES('01a1ffbd-56ea-7da7-a376-c23fb5ffd4cf','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,3022496535,'{"kind": "failed", "of": "v1"}',NULL,'failed',NULL,NULL,'drain',NULL,1.79529196106617546079e+09,NULL,5,NULL,1,'FAILED',2,1.79529196106617546079e+09,1.79529196107878065112e+09,1.79529196107878065112e+09,NULL,'{"code":"execution","type":"ValueError","message":"too much\nfor one line","traceback":"Traceback (most recent call last):\n  File \"/work/main/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/work/main/tests/stores/old_store.py\", line 42, in add\n    raise ValueError(\"too much\\nfor one line\")\nValueError: too much\nfor one line\n","step_id":"add","attempt":1}',0,9,NULL);
INSERT INTO "runs" VALUES('01a1ffbd-56fa-7671-ba07-35b5687f5d82','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,1790921346,'{}','seven','cancelled',NULL,NULL,'drain',NULL,1.79529196108274722099e+09,NULL,5,NULL,1,'CANCELLED',4,1.79529196108274722099e+09,1.79529196141405510906e+09,1.79529196141405510906e+09,NULL,NULL,1,14,NULL);
INSERT INTO "runs" VALUES('01a1ffbd-5704-781a-94d2-fdd88aec4711','changing','1','2fedfe00bb7c9fe42dad627508f8b2079a7e82f95ca9182710f42574cd05f7ea',0,1790921346,'{}',NULL,'suspended',NULL,NULL,'drain',NULL,1.79529196109259414669e+09,NULL,4,NULL,2,'SUSPENDED',3,1.79529196109259414669e+09,NULL,1.79529196224542641644e+09,NULL,'{"code":"definition_mismatch","type":"DefinitionMismatchError","message":"run 01a1ffbd-5704-781a-94d2-fdd88aec4711: workflow ''changing'' version ''1'' is not the one that the run has executed; bring the code back, give the changed one a version of its own, or take the run over as it is: gorkflow migrate 01a1ffbd-5704-781a-94d2-fdd88aec4711\n  - step ''add'' is gone; is it ''ADD'' now?\n  - step ''halve'': takes ADD instead of add"}',0,10,NULL);
INSERT INTO "runs" VALUES('01a1ffbd-5725-72e1-9ff1-a2552674c430','waiting','1','e4fff827831141ffb3cf88edda982eee4141ac6bfadf65cb856ecb4799d358fe',0,1790921346,'{}',NULL,'waiting',NULL,NULL,'drain',NULL,1.7952919611250457764e+09,NULL,2,NULL,1,'WAITING',1,1.7952919611250457764e+09,NULL,1795291961.13426,NULL,NULL,0,8,NULL);
INSERT INTO "runs" VALUES('01a1ffbd-572d-7739-a25e-baeb4786be69','undone','1','06562161b82c2d22663e87200eb8d6bfcd6d52b3bd6b16f3a8e139d356c44456',0,2226203566,'{}',NULL,'compensating',NULL,NULL,'drain',NULL,1.7952919611333847046e+09,NULL,3,'01a1ffbd-5673-77f5-a9bf-0875e3e6c2a2',1,'COMPENSATING',2,1.79529196114115858077e+09,NULL,1.79529196115754556659e+09,NULL,'{"code":"execution","type":"ValueError","message":"no","traceback":"Traceback (most recent call last):\n  File \"/work/main/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/work/main/tests/stores/old_store.py\", line 64, in refuse\n    raise ValueError(\"no\")\nValueError: no\n","step_id":"refuse","attempt":1}',0,16,NULL);
INSERT INTO "runs" VALUES('01a1ffbd-584d-748b-9d4b-89625d70003a','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,1842515611,'{}',NULL,'retrying',NULL,NULL,'drain',1000000000.0,1.79529196142163038254e+09,2.79529196142163038245e+09,5,'01a1ffbd-5673-77f5-a9bf-0875e3e6c2a2',1,'RUNNING',4,1.79529196142163038254e+09,NULL,1.7952919614303486347e+09,NULL,NULL,0,11,NULL);
INSERT INTO "runs" VALUES('01a1ffbd-594d-7c18-affe-4ea82f3041ac','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,1790921346,'{}',NULL,'running',NULL,NULL,'drain',1000000000.0,1.79529196167762327201e+09,2.79529196167762327188e+09,5,'01a1ffbd-5673-77f5-a9bf-0875e3e6c2a2',1,'RUNNING',4,1.79529196167762327201e+09,NULL,1.79529196168791532512e+09,NULL,NULL,0,11,NULL);
INSERT INTO "runs" VALUES('01a1ffbd-5a84-790a-98cb-f25b99eb49d8','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,1790921346,'{}',NULL,'another',NULL,NULL,'drain',NULL,1.79529196198821902269e+09,NULL,5,'01a1ffbd-5673-77f5-a9bf-0875e3e6c2a2',1,'PENDING',0,NULL,NULL,1.79529196198821902269e+09,NULL,NULL,0,1,NULL);
INSERT INTO "runs" VALUES('01a1ffbd-5a88-7295-b5fe-c31fc2e274e5','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,1330857165,'{}',NULL,'pending',NULL,NULL,'drain',NULL,1.79529196199258399011e+09,NULL,5,'01a1ffbd-5673-77f5-a9bf-0875e3e6c2a2',1,'PENDING',0,NULL,NULL,1.79529196199258399011e+09,NULL,NULL,0,1,NULL);
INSERT INTO "runs" VALUES('01a1ffbd-5a8c-7fd7-bae5-7ce2f893396c','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,2707236321,'{"kind": "completed", "of": "v1"}',NULL,NULL,'01a1ffbd-56c0-7ddf-8666-4c742dd11a78',NULL,'drain',NULL,1.7952919619969997406e+09,NULL,5,'01a1ffbd-5673-77f5-a9bf-0875e3e6c2a2',1,'PENDING',2,NULL,NULL,1.7952919619969997406e+09,NULL,NULL,0,4,NULL);
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
INSERT INTO "schedules" VALUES('centennial','summing','1',X'3130',0,2707236321,NULL,3153600000.0,'UTC','once','skip','{"tags": {"of": "v1"}, "resource_id": null, "run_timeout_seconds": null, "on_failure": "drain"}',1.79529196199532628062e+09,1,4.94889196199532604199e+09,0,NULL,NULL,0);
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
INSERT INTO "step_executions" VALUES('01a1ffbd-56c0-7ddf-8666-4c742dd11a78','add',5,2,1,0,0,'COMPLETED','"read"',X'3230',NULL,0,2322626082,NULL,1.79529196103915667532e+09,1.7952919610421705246e+09,1.79529196104225540159e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ffbd-56c0-7ddf-8666-4c742dd11a78','finish',10,4,1,0,0,'COMPLETED','"halve"',X'322E35',NULL,0,2233083363,NULL,1.79529196104467129706e+09,1.79529196104874348639e+09,1.79529196104886245733e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ffbd-56c0-7ddf-8666-4c742dd11a78','halve',8,3,1,0,0,'COMPLETED','"add"',X'3130',NULL,0,2707236321,NULL,1.79529196104227709764e+09,1.79529196104460954668e+09,1.79529196104465699193e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ffbd-56c0-7ddf-8666-4c742dd11a78','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/work/main/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/work/main/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79529196103915667532e+09,1.79529196104116630554e+09,1.79529196104123282429e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ffbd-56c0-7ddf-8666-4c742dd11a78','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B31302C2D31305D',NULL,0,3730618441,NULL,1.79529196102497553828e+09,1.79529196103899645799e+09,1.79529196103913807865e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ffbd-56dc-7f61-99db-6c5240d5b2fe','add',5,2,1,0,0,'COMPLETED','"read"',X'34',NULL,0,4088798008,NULL,1.79529196105706715584e+09,1.79529196106154894825e+09,1.79529196106164312361e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ffbd-56dc-7f61-99db-6c5240d5b2fe','finish',9,4,1,0,0,'COMPLETED','"halve"',X'312E30',NULL,0,4147539765,NULL,1.79529196106167316434e+09,1.79529196106466770168e+09,1.79529196106474757191e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ffbd-56dc-7f61-99db-6c5240d5b2fe','halve',8,3,0,0,0,'SKIPPED','"add"',NULL,'"add"',0,NULL,NULL,1.79529196106167316434e+09,NULL,1.79529196106167316434e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ffbd-56dc-7f61-99db-6c5240d5b2fe','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/work/main/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/work/main/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79529196105706715584e+09,1.79529196106087398526e+09,1.7952919610609519482e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ffbd-56dc-7f61-99db-6c5240d5b2fe','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B322C2D325D',NULL,0,783355516,NULL,1.79529196105286502835e+09,1.79529196105690741535e+09,1.7952919610570478439e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ffbd-56ea-7da7-a376-c23fb5ffd4cf','add',5,NULL,1,1,0,'FAILED','"read"',NULL,NULL,0,NULL,'{"code":"execution","type":"ValueError","message":"too much\nfor one line","traceback":"Traceback (most recent call last):\n  File \"/work/main/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/work/main/tests/stores/old_store.py\", line 42, in add\n    raise ValueError(\"too much\\nfor one line\")\nValueError: too much\nfor one line\n","step_id":"add","attempt":1}',1.79529196107295918464e+09,1.79529196107843065262e+09,1.79529196107849860187e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ffbd-56ea-7da7-a376-c23fb5ffd4cf','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/work/main/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/work/main/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79529196107295918464e+09,1.79529196107787847522e+09,1.79529196107793617255e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ffbd-56ea-7da7-a376-c23fb5ffd4cf','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B313030302C2D313030305D',NULL,0,761622427,NULL,1.79529196106617546079e+09,1.79529196107281923287e+09,1.79529196107294368748e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ffbd-56fa-7671-ba07-35b5687f5d82','add',5,2,1,0,0,'COMPLETED','"read"',X'3134',NULL,0,2788221432,NULL,1.79529196109708952906e+09,1.79529196112984180443e+09,1.79529196112988114353e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ffbd-56fa-7671-ba07-35b5687f5d82','finish',10,NULL,1,0,0,'CANCELLED','"halve"',NULL,NULL,0,NULL,NULL,1.79529196113726472851e+09,1.79529196114615154263e+09,1.79529196141405510906e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ffbd-56fa-7671-ba07-35b5687f5d82','halve',8,3,1,0,0,'COMPLETED','"add"',X'37',NULL,0,1790921346,NULL,1.79529196112989330286e+09,1.79529196113722825049e+09,1.79529196113725447647e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ffbd-56fa-7671-ba07-35b5687f5d82','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/work/main/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/work/main/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79529196109708952906e+09,1.79529196112922096251e+09,1.79529196112945985792e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ffbd-56fa-7671-ba07-35b5687f5d82','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B372C2D375D',NULL,0,2602988873,NULL,1.79529196108274722099e+09,1.79529196109696674351e+09,1.795291961097078085e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ffbd-5704-781a-94d2-fdd88aec4711','add',4,1,1,0,0,'COMPLETED','"read"',X'3134',NULL,0,2788221432,NULL,1.79529196112599778167e+09,1.79529196113409709933e+09,1.7952919611341385842e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ffbd-5704-781a-94d2-fdd88aec4711','end',8,NULL,1,0,0,'RUNNING','"halve"',NULL,NULL,0,NULL,NULL,1.79529196114097356791e+09,1.79529196114097356791e+09,NULL,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ffbd-5704-781a-94d2-fdd88aec4711','halve',6,2,1,0,0,'COMPLETED','"add"',X'37',NULL,0,1790921346,NULL,1.79529196113414621352e+09,1.79529196114094138142e+09,1.79529196114096593851e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ffbd-5704-781a-94d2-fdd88aec4711','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B372C2D375D',NULL,0,2602988873,NULL,1.79529196109259414669e+09,1.7952919611259124279e+09,1.79529196112598776824e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ffbd-5725-72e1-9ff1-a2552674c430','@sleep-1',4,1,0,0,0,'COMPLETED','"read"',NULL,'"read"',0,NULL,NULL,1795291961.13426,1795291961.13426,1795291961.13426,NULL,NULL,'inline');
INSERT INTO "step_executions" VALUES('01a1ffbd-5725-72e1-9ff1-a2552674c430','@wait-1',6,NULL,0,0,0,'WAITING',NULL,NULL,NULL,0,NULL,NULL,1795291961.13426,1795291961.13426,NULL,NULL,NULL,'inline');
INSERT INTO "step_executions" VALUES('01a1ffbd-5725-72e1-9ff1-a2552674c430','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B372C2D375D',NULL,0,2602988873,NULL,1.7952919611250457764e+09,1.79529196113421630857e+09,1.79529196113425683974e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ffbd-572d-7739-a25e-baeb4786be69','@map-1',8,3,0,0,0,'COMPLETED','"read"',NULL,'["square[0]","square[1]"]',0,NULL,NULL,1.79529196114644575121e+09,1.79529196114644575121e+09,1.79529196114862203597e+09,NULL,NULL,'inline');
INSERT INTO "step_executions" VALUES('01a1ffbd-572d-7739-a25e-baeb4786be69','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B352C2D355D',NULL,0,3553641643,NULL,1.7952919611333847046e+09,1.79529196114636492727e+09,1.79529196114643740649e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ffbd-572d-7739-a25e-baeb4786be69','refuse',9,NULL,1,1,0,'FAILED','"@map-1"',NULL,NULL,0,NULL,'{"code":"execution","type":"ValueError","message":"no","traceback":"Traceback (most recent call last):\n  File \"/work/main/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/work/main/tests/stores/old_store.py\", line 64, in refuse\n    raise ValueError(\"no\")\nValueError: no\n","step_id":"refuse","attempt":1}',1.79529196114862203597e+09,1795291961.15251,1.79529196115259194379e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ffbd-572d-7739-a25e-baeb4786be69','square[0]',4,1,1,0,0,'COMPLETED','{"item":0,"of":"read"}',X'3235',NULL,0,4196041389,NULL,1.79529196114644575121e+09,1.7952919611485624313e+09,1.7952919611485917568e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ffbd-572d-7739-a25e-baeb4786be69','square[0]/@undo',15,NULL,1,0,0,'RUNNING','[{"item":0,"of":"read"},"square[0]"]',NULL,NULL,0,NULL,NULL,1.79529196115754556659e+09,1.79529196115754556659e+09,NULL,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ffbd-572d-7739-a25e-baeb4786be69','square[1]',5,2,1,0,0,'COMPENSATED','{"item":1,"of":"read"}',X'3235',NULL,0,4196041389,NULL,1.79529196114644575121e+09,1.79529196114860820771e+09,1.79529196114861369125e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ffbd-572d-7739-a25e-baeb4786be69','square[1]/@undo',12,4,1,0,0,'COMPLETED','[{"item":1,"of":"read"},"square[1]"]',X'6E756C6C',NULL,0,634125391,NULL,1.79529196115314793589e+09,1.79529196115749788281e+09,1.79529196115753555303e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ffbd-584d-748b-9d4b-89625d70003a','add',5,2,1,0,0,'COMPLETED','"read"',X'36',NULL,0,498629140,NULL,1.7952919614247205257e+09,1.79529196142582726479e+09,1.79529196142585968968e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ffbd-584d-748b-9d4b-89625d70003a','finish',9,NULL,1,1,0,'RETRYING','"halve"',NULL,NULL,0,NULL,'{"code":"execution","type":"ConnectionError","message":"not yet","traceback":"Traceback (most recent call last):\n  File \"/work/main/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/work/main/tests/stores/old_store.py\", line 75, in finish\n    raise ConnectionError(\"not yet\")\nConnectionError: not yet\n","step_id":"finish","attempt":1}',1.79529196142586851118e+09,1.79529196142997980118e+09,1795291961.43004,1.79529196193034863478e+09,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ffbd-584d-748b-9d4b-89625d70003a','halve',8,3,0,0,0,'SKIPPED','"add"',NULL,'"add"',0,NULL,NULL,1.79529196142586851118e+09,NULL,1.79529196142586851118e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ffbd-584d-748b-9d4b-89625d70003a','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/work/main/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/work/main/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.7952919614247205257e+09,1.79529196142546486857e+09,1795291961.4255,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ffbd-584d-748b-9d4b-89625d70003a','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B332C2D335D',NULL,0,181016205,NULL,1.79529196142163038254e+09,1.79529196142463374138e+09,1.79529196142471361152e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ffbd-594d-7c18-affe-4ea82f3041ac','add',5,2,1,0,0,'COMPLETED','"read"',X'3134',NULL,0,2788221432,NULL,1.79529196168072319034e+09,1.79529196168396496771e+09,1.79529196168400144578e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ffbd-594d-7c18-affe-4ea82f3041ac','finish',10,NULL,1,0,0,'RUNNING','"halve"',NULL,NULL,0,NULL,NULL,1.79529196168791532512e+09,1.79529196168791532512e+09,NULL,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ffbd-594d-7c18-affe-4ea82f3041ac','halve',8,3,1,0,0,'COMPLETED','"add"',X'37',NULL,0,1790921346,NULL,1.79529196168401098255e+09,1.79529196168789052963e+09,1.79529196168790864947e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ffbd-594d-7c18-affe-4ea82f3041ac','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/work/main/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/work/main/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79529196168072319034e+09,1.79529196168364739418e+09,1.79529196168367886541e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ffbd-594d-7c18-affe-4ea82f3041ac','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B372C2D375D',NULL,0,2602988873,NULL,1.79529196167762327201e+09,1.79529196168065452573e+09,1.79529196168071627616e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ffbd-5a8c-7fd7-bae5-7ce2f893396c','add',4,NULL,0,0,0,'PENDING','"@input:add"',NULL,NULL,0,NULL,NULL,1.7952919619969997406e+09,NULL,NULL,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ffbd-5a8c-7fd7-bae5-7ce2f893396c','note',2,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/work/main/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/work/main/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79529196103915667532e+09,1.79529196104116630554e+09,1.79529196104123282429e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ffbd-5a8c-7fd7-bae5-7ce2f893396c','read',1,0,1,0,0,'COMPLETED','"@input"',X'5B31302C2D31305D',NULL,0,3730618441,NULL,1.79529196102497553828e+09,1.79529196103899645799e+09,1.79529196103913807865e+09,NULL,NULL,'loop');
CREATE TABLE step_inputs (
    run_id TEXT NOT NULL,
    step_id TEXT NOT NULL,
    input BLOB NOT NULL,
    arm INTEGER NOT NULL,
    checksum INTEGER NOT NULL,
    PRIMARY KEY (run_id, step_id)
) STRICT, WITHOUT ROWID;
INSERT INTO "step_inputs" VALUES('01a1ffbd-5a8c-7fd7-bae5-7ce2f893396c','add',X'5B31345D',0,3054569126);
CREATE UNIQUE INDEX runs_by_key ON runs (idempotency_key) WHERE idempotency_key IS NOT NULL;
CREATE INDEX runs_open ON runs (owner, workflow_id, workflow_version, created_at, run_id)
    WHERE status IN ('PENDING', 'RUNNING', 'WAITING', 'SUSPENDED', 'COMPENSATING')
    AND (status <> 'WAITING' OR owner IS NOT NULL);
CREATE INDEX runs_due ON runs (workflow_id, workflow_version, wake_at, run_id)
    WHERE status = 'WAITING' AND owner IS NULL AND wake_at IS NOT NULL;
CREATE INDEX runs_by_age ON runs (created_at, run_id);
CREATE INDEX runs_by_status ON runs (status, created_at, run_id);
CREATE INDEX runs_by_workflow ON runs (workflow_id, created_at, run_id);
CREATE INDEX runs_by_resource ON runs (resource_id, created_at, run_id) WHERE resource_id IS NOT NULL;
CREATE INDEX runs_ended ON runs (status, completed_at, run_id) WHERE completed_at IS NOT NULL;
CREATE INDEX step_cache_by_expiry ON step_cache (expires_at);
CREATE INDEX inbox_waiting ON inbox (run_id, ordinal) WHERE consumed = 0;
CREATE INDEX inbox_new ON inbox (ordinal) WHERE consumed = 0;
CREATE INDEX schedules_due ON schedules (next_at, schedule_id, workflow_id, workflow_version)
    WHERE next_at IS NOT NULL;
DELETE FROM "sqlite_sequence";
COMMIT;
