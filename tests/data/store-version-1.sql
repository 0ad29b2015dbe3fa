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
INSERT INTO "engines" VALUES('01a1ff62-9b57-7712-bbed-cb89e956e0f7','a-host',1,1.79528601482016801835e+09,35670.196104387,30.0);
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
INSERT INTO "events" VALUES('01a1ff62-9b6f-758f-8436-4b33d49f84fb',1,1.79528601483113312725e+09,'RunCreated',NULL,NULL,'{"tags": {"kind": "completed", "of": "v1"}}');
INSERT INTO "events" VALUES('01a1ff62-9b6f-758f-8436-4b33d49f84fb',2,1.79528601483113312725e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff62-9b6f-758f-8436-4b33d49f84fb',3,1.79528601483113312725e+09,'StepStarted','read',1,'{"code": "4db41094b277ce55"}');
INSERT INTO "events" VALUES('01a1ff62-9b6f-758f-8436-4b33d49f84fb',4,1.79528601483582639689e+09,'StepCompleted','read',1,'{"bytes": 8, "checksum": 3730618441, "started_at": 1795286014.8356445, "ended_at": 1795286014.8358078}');
INSERT INTO "events" VALUES('01a1ff62-9b6f-758f-8436-4b33d49f84fb',5,1.79528601483582639689e+09,'StepStarted','note',1,'{"code": "18325d97e313b95e"}');
INSERT INTO "events" VALUES('01a1ff62-9b6f-758f-8436-4b33d49f84fb',6,1.79528601483582639689e+09,'StepStarted','add',1,'{"code": "5b0dd267ef670d44"}');
INSERT INTO "events" VALUES('01a1ff62-9b6f-758f-8436-4b33d49f84fb',7,1.79528601483779025075e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/cache/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/cache/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795286014.8368227, "ended_at": 1795286014.8368719, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a1ff62-9b6f-758f-8436-4b33d49f84fb',8,1.79528601483779025075e+09,'StepCompleted','add',1,'{"bytes": 2, "checksum": 2322626082, "started_at": 1795286014.837707, "ended_at": 1795286014.837771}');
INSERT INTO "events" VALUES('01a1ff62-9b6f-758f-8436-4b33d49f84fb',9,1.79528601483779025075e+09,'StepStarted','halve',1,'{"condition": true, "code": "252be649bdf8f136"}');
INSERT INTO "events" VALUES('01a1ff62-9b6f-758f-8436-4b33d49f84fb',10,1.79528601483873438832e+09,'StepCompleted','halve',1,'{"bytes": 2, "checksum": 2707236321, "started_at": 1795286014.838704, "ended_at": 1795286014.8387249}');
INSERT INTO "events" VALUES('01a1ff62-9b6f-758f-8436-4b33d49f84fb',11,1.79528601483873438832e+09,'StepStarted','finish',1,'{"code": "722cb147c8467866"}');
INSERT INTO "events" VALUES('01a1ff62-9b6f-758f-8436-4b33d49f84fb',12,1.79528601483940076829e+09,'StepCompleted','finish',1,'{"bytes": 3, "checksum": 2233083363, "started_at": 1795286014.8393364, "ended_at": 1795286014.8393931}');
INSERT INTO "events" VALUES('01a1ff62-9b6f-758f-8436-4b33d49f84fb',13,1.79528601483940076829e+09,'RunCompleted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff62-9b78-734a-9840-3e82d5e87232',1,1.79528601484016656878e+09,'RunCreated',NULL,NULL,'{"tags": {"kind": "skipped", "of": "v1"}}');
INSERT INTO "events" VALUES('01a1ff62-9b78-734a-9840-3e82d5e87232',2,1.79528601484016656878e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff62-9b78-734a-9840-3e82d5e87232',3,1.79528601484016656878e+09,'StepStarted','read',1,'{"code": "4db41094b277ce55"}');
INSERT INTO "events" VALUES('01a1ff62-9b78-734a-9840-3e82d5e87232',4,1.79528601484127616882e+09,'StepCompleted','read',1,'{"bytes": 6, "checksum": 783355516, "started_at": 1795286014.8412008, "ended_at": 1795286014.8412697}');
INSERT INTO "events" VALUES('01a1ff62-9b78-734a-9840-3e82d5e87232',5,1.79528601484127616882e+09,'StepStarted','note',1,'{"code": "18325d97e313b95e"}');
INSERT INTO "events" VALUES('01a1ff62-9b78-734a-9840-3e82d5e87232',6,1.79528601484127616882e+09,'StepStarted','add',1,'{"code": "5b0dd267ef670d44"}');
INSERT INTO "events" VALUES('01a1ff62-9b78-734a-9840-3e82d5e87232',7,1.79528601484244751925e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/cache/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/cache/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795286014.8419528, "ended_at": 1795286014.8419836, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a1ff62-9b78-734a-9840-3e82d5e87232',8,1.79528601484244751925e+09,'StepCompleted','add',1,'{"bytes": 1, "checksum": 4088798008, "started_at": 1795286014.8423893, "ended_at": 1795286014.8424313}');
INSERT INTO "events" VALUES('01a1ff62-9b78-734a-9840-3e82d5e87232',9,1.79528601484244751925e+09,'StepSkipped','halve',NULL,'{"condition": false}');
INSERT INTO "events" VALUES('01a1ff62-9b78-734a-9840-3e82d5e87232',10,1.79528601484244751925e+09,'StepStarted','finish',1,'{"code": "722cb147c8467866"}');
INSERT INTO "events" VALUES('01a1ff62-9b78-734a-9840-3e82d5e87232',11,1.79528601484318208695e+09,'StepCompleted','finish',1,'{"bytes": 3, "checksum": 4147539765, "started_at": 1795286014.8431408, "ended_at": 1795286014.843176}');
INSERT INTO "events" VALUES('01a1ff62-9b78-734a-9840-3e82d5e87232',12,1.79528601484318208695e+09,'RunCompleted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff62-9b7b-7cb9-b3b2-67cc62779d1f',1,1.79528601484387254714e+09,'RunCreated',NULL,NULL,'{"tags": {"kind": "failed", "of": "v1"}}');
INSERT INTO "events" VALUES('01a1ff62-9b7b-7cb9-b3b2-67cc62779d1f',2,1.79528601484387254714e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff62-9b7b-7cb9-b3b2-67cc62779d1f',3,1.79528601484387254714e+09,'StepStarted','read',1,'{"code": "4db41094b277ce55"}');
INSERT INTO "events" VALUES('01a1ff62-9b7b-7cb9-b3b2-67cc62779d1f',4,1.79528601484471893312e+09,'StepCompleted','read',1,'{"bytes": 12, "checksum": 761622427, "started_at": 1795286014.8446589, "ended_at": 1795286014.8447134}');
INSERT INTO "events" VALUES('01a1ff62-9b7b-7cb9-b3b2-67cc62779d1f',5,1.79528601484471893312e+09,'StepStarted','note',1,'{"code": "18325d97e313b95e"}');
INSERT INTO "events" VALUES('01a1ff62-9b7b-7cb9-b3b2-67cc62779d1f',6,1.79528601484471893312e+09,'StepStarted','add',1,'{"code": "5b0dd267ef670d44"}');
INSERT INTO "events" VALUES('01a1ff62-9b7b-7cb9-b3b2-67cc62779d1f',7,1.79528601484613585474e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/cache/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/cache/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795286014.8454406, "ended_at": 1795286014.8454697, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a1ff62-9b7b-7cb9-b3b2-67cc62779d1f',8,1.79528601484613585474e+09,'StepFailed','add',1,'{"error": {"code": "execution", "type": "ValueError", "message": "too much\nfor one line", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/cache/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/cache/tests/stores/old_store.py\", line 41, in add\n    raise ValueError(\"too much\\nfor one line\")\nValueError: too much\nfor one line\n", "step_id": "add", "attempt": 1}, "tolerated": false, "started_at": 1795286014.8458312, "ended_at": 1795286014.8458745}');
INSERT INTO "events" VALUES('01a1ff62-9b7b-7cb9-b3b2-67cc62779d1f',9,1.79528601484613585474e+09,'RunFailed',NULL,NULL,'{"error": {"code": "execution", "type": "ValueError", "message": "too much\nfor one line", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/cache/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/cache/tests/stores/old_store.py\", line 41, in add\n    raise ValueError(\"too much\\nfor one line\")\nValueError: too much\nfor one line\n", "step_id": "add", "attempt": 1}}');
INSERT INTO "events" VALUES('01a1ff62-9b7f-72c7-ad2b-2674e2cdde77',1,1.7952860148470160961e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff62-9b7f-72c7-ad2b-2674e2cdde77',2,1.7952860148470160961e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff62-9b7f-72c7-ad2b-2674e2cdde77',3,1.7952860148470160961e+09,'StepStarted','read',1,'{"code": "4db41094b277ce55"}');
INSERT INTO "events" VALUES('01a1ff62-9b7f-72c7-ad2b-2674e2cdde77',4,1.7952860148491632938e+09,'StepCompleted','read',1,'{"bytes": 6, "checksum": 2602988873, "started_at": 1795286014.8490977, "ended_at": 1795286014.8491569}');
INSERT INTO "events" VALUES('01a1ff62-9b7f-72c7-ad2b-2674e2cdde77',5,1.7952860148491632938e+09,'StepStarted','note',1,'{"code": "18325d97e313b95e"}');
INSERT INTO "events" VALUES('01a1ff62-9b7f-72c7-ad2b-2674e2cdde77',6,1.7952860148491632938e+09,'StepStarted','add',1,'{"code": "5b0dd267ef670d44"}');
INSERT INTO "events" VALUES('01a1ff62-9b7f-72c7-ad2b-2674e2cdde77',7,1.79528601485085487362e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/cache/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/cache/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795286014.8505385, "ended_at": 1795286014.8505588, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a1ff62-9b7f-72c7-ad2b-2674e2cdde77',8,1.79528601485085487362e+09,'StepCompleted','add',1,'{"bytes": 2, "checksum": 2788221432, "started_at": 1795286014.850807, "ended_at": 1795286014.8508253}');
INSERT INTO "events" VALUES('01a1ff62-9b7f-72c7-ad2b-2674e2cdde77',9,1.79528601485085487362e+09,'StepStarted','halve',1,'{"condition": true, "code": "252be649bdf8f136"}');
INSERT INTO "events" VALUES('01a1ff62-9b7f-72c7-ad2b-2674e2cdde77',10,1.79528601485206508632e+09,'StepCompleted','halve',1,'{"bytes": 1, "checksum": 1790921346, "started_at": 1795286014.8520577, "ended_at": 1795286014.8520625}');
INSERT INTO "events" VALUES('01a1ff62-9b7f-72c7-ad2b-2674e2cdde77',11,1.79528601485206508632e+09,'StepStarted','finish',1,'{"code": "722cb147c8467866"}');
INSERT INTO "events" VALUES('01a1ff62-9b7f-72c7-ad2b-2674e2cdde77',12,1.79528601507296013835e+09,'RunCancelRequested',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff62-9b7f-72c7-ad2b-2674e2cdde77',13,1.79528601507296013835e+09,'StepCancelled','finish',1,'{"started_at": 1795286014.852619}');
INSERT INTO "events" VALUES('01a1ff62-9b7f-72c7-ad2b-2674e2cdde77',14,1.79528601507296013835e+09,'RunCancelled',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff62-9b80-7a73-b77b-d999fe5f875f',1,1.79528601484804677958e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff62-9b80-7a73-b77b-d999fe5f875f',2,1.79528601484804677958e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff62-9b80-7a73-b77b-d999fe5f875f',3,1.79528601484804677958e+09,'StepStarted','read',1,'{"code": "4db41094b277ce55"}');
INSERT INTO "events" VALUES('01a1ff62-9b80-7a73-b77b-d999fe5f875f',4,1.79528601485048723215e+09,'StepCompleted','read',1,'{"bytes": 6, "checksum": 2602988873, "started_at": 1795286014.8504412, "ended_at": 1795286014.850483}');
INSERT INTO "events" VALUES('01a1ff62-9b80-7a73-b77b-d999fe5f875f',5,1.79528601485048723215e+09,'StepStarted','add',1,'{"code": "5b0dd267ef670d44"}');
INSERT INTO "events" VALUES('01a1ff62-9b80-7a73-b77b-d999fe5f875f',6,1.79528601485202884673e+09,'StepCompleted','add',1,'{"bytes": 2, "checksum": 2788221432, "started_at": 1795286014.8520088, "ended_at": 1795286014.8520255}');
INSERT INTO "events" VALUES('01a1ff62-9b80-7a73-b77b-d999fe5f875f',7,1.79528601485202884673e+09,'StepStarted','halve',1,'{"code": "252be649bdf8f136"}');
INSERT INTO "events" VALUES('01a1ff62-9b80-7a73-b77b-d999fe5f875f',8,1.79528601485258936885e+09,'StepCompleted','halve',1,'{"bytes": 1, "checksum": 1790921346, "started_at": 1795286014.8525772, "ended_at": 1795286014.8525858}');
INSERT INTO "events" VALUES('01a1ff62-9b80-7a73-b77b-d999fe5f875f',9,1.79528601485258936885e+09,'StepStarted','end',1,'{"code": "722cb147c8467866"}');
INSERT INTO "events" VALUES('01a1ff62-9b80-7a73-b77b-d999fe5f875f',10,1.79528601576621627804e+09,'RunSuspended',NULL,NULL,'{"error": {"code": "definition_mismatch", "type": "DefinitionMismatchError", "message": "run 01a1ff62-9b80-7a73-b77b-d999fe5f875f: workflow ''changing'' version ''1'' is not the one that the run has executed; bring the code back, give the changed one a version of its own, or take the run over as it is: gorkflow migrate 01a1ff62-9b80-7a73-b77b-d999fe5f875f\n  - step ''add'' is gone; is it ''ADD'' now?\n  - step ''halve'': takes ADD instead of add"}}');
INSERT INTO "events" VALUES('01a1ff62-9c62-7d20-976f-9562435eea38',1,1.7952860150746114254e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff62-9c62-7d20-976f-9562435eea38',2,1.7952860150746114254e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff62-9c62-7d20-976f-9562435eea38',3,1.7952860150746114254e+09,'StepStarted','read',1,'{"code": "4db41094b277ce55"}');
INSERT INTO "events" VALUES('01a1ff62-9c62-7d20-976f-9562435eea38',4,1.79528601507568788533e+09,'StepCompleted','read',1,'{"bytes": 6, "checksum": 181016205, "started_at": 1795286015.0755937, "ended_at": 1795286015.0756812}');
INSERT INTO "events" VALUES('01a1ff62-9c62-7d20-976f-9562435eea38',5,1.79528601507568788533e+09,'StepStarted','note',1,'{"code": "18325d97e313b95e"}');
INSERT INTO "events" VALUES('01a1ff62-9c62-7d20-976f-9562435eea38',6,1.79528601507568788533e+09,'StepStarted','add',1,'{"code": "5b0dd267ef670d44"}');
INSERT INTO "events" VALUES('01a1ff62-9c62-7d20-976f-9562435eea38',7,1.79528601507711553573e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/cache/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/cache/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795286015.076632, "ended_at": 1795286015.0766728, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a1ff62-9c62-7d20-976f-9562435eea38',8,1.79528601507711553573e+09,'StepCompleted','add',1,'{"bytes": 1, "checksum": 498629140, "started_at": 1795286015.0770595, "ended_at": 1795286015.0771065}');
INSERT INTO "events" VALUES('01a1ff62-9c62-7d20-976f-9562435eea38',9,1.79528601507711553573e+09,'StepSkipped','halve',NULL,'{"condition": false}');
INSERT INTO "events" VALUES('01a1ff62-9c62-7d20-976f-9562435eea38',10,1.79528601507711553573e+09,'StepStarted','finish',1,'{"code": "722cb147c8467866"}');
INSERT INTO "events" VALUES('01a1ff62-9c62-7d20-976f-9562435eea38',11,1.79528601507820367811e+09,'StepRetryScheduled','finish',1,'{"error": {"code": "execution", "type": "ConnectionError", "message": "not yet", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/cache/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/cache/tests/stores/old_store.py\", line 61, in finish\n    raise ConnectionError(\"not yet\")\nConnectionError: not yet\n", "step_id": "finish", "attempt": 1}, "next_attempt_at": 1795286015.5782037, "started_at": 1795286015.0779405, "ended_at": 1795286015.0779865}');
INSERT INTO "events" VALUES('01a1ff62-9d45-7b51-9d0a-594813dfdba9',1,1.79528601530116534235e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff62-9d45-7b51-9d0a-594813dfdba9',2,1.79528601530116534235e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff62-9d45-7b51-9d0a-594813dfdba9',3,1.79528601530116534235e+09,'StepStarted','read',1,'{"code": "4db41094b277ce55"}');
INSERT INTO "events" VALUES('01a1ff62-9d45-7b51-9d0a-594813dfdba9',4,1.79528601530273222925e+09,'StepCompleted','read',1,'{"bytes": 6, "checksum": 2602988873, "started_at": 1795286015.3026488, "ended_at": 1795286015.3027253}');
INSERT INTO "events" VALUES('01a1ff62-9d45-7b51-9d0a-594813dfdba9',5,1.79528601530273222925e+09,'StepStarted','note',1,'{"code": "18325d97e313b95e"}');
INSERT INTO "events" VALUES('01a1ff62-9d45-7b51-9d0a-594813dfdba9',6,1.79528601530273222925e+09,'StepStarted','add',1,'{"code": "5b0dd267ef670d44"}');
INSERT INTO "events" VALUES('01a1ff62-9d45-7b51-9d0a-594813dfdba9',7,1.79528601530389332772e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/cache/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/cache/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795286015.3033347, "ended_at": 1795286015.303368, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a1ff62-9d45-7b51-9d0a-594813dfdba9',8,1.79528601530389332772e+09,'StepCompleted','add',1,'{"bytes": 2, "checksum": 2788221432, "started_at": 1795286015.3038523, "ended_at": 1795286015.3038838}');
INSERT INTO "events" VALUES('01a1ff62-9d45-7b51-9d0a-594813dfdba9',9,1.79528601530389332772e+09,'StepStarted','halve',1,'{"condition": true, "code": "252be649bdf8f136"}');
INSERT INTO "events" VALUES('01a1ff62-9d45-7b51-9d0a-594813dfdba9',10,1.7952860153045420646e+09,'StepCompleted','halve',1,'{"bytes": 1, "checksum": 1790921346, "started_at": 1795286015.3045237, "ended_at": 1795286015.304537}');
INSERT INTO "events" VALUES('01a1ff62-9d45-7b51-9d0a-594813dfdba9',11,1.7952860153045420646e+09,'StepStarted','finish',1,'{"code": "722cb147c8467866"}');
INSERT INTO "events" VALUES('01a1ff62-9e2b-7f5f-a2d7-ac74ee3d3450',1,1.79528601553116893769e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff62-9e2c-781a-9351-e966237bc8d8',1,1.79528601553223609924e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ff62-9e2d-7dcc-a383-49b593e74c08',1,1.79528601553376531601e+09,'RunCreated',NULL,NULL,'{"tags": {"kind": "completed", "of": "v1"}, "forked_from": "01a1ff62-9b6f-758f-8436-4b33d49f84fb", "from_step": "add"}');
INSERT INTO "events" VALUES('01a1ff62-9e2d-7dcc-a383-49b593e74c08',2,1.79528601553376531601e+09,'StepKept','read',1,'{"status": "COMPLETED", "failures": 0, "bytes": 8, "checksum": 3730618441, "started_at": 1795286014.8356445, "ended_at": 1795286014.8358078}');
INSERT INTO "events" VALUES('01a1ff62-9e2d-7dcc-a383-49b593e74c08',3,1.79528601553376531601e+09,'StepKept','note',1,'{"status": "FAILED", "failures": 1, "bytes": 9, "checksum": 778569163, "error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/cache/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/cache/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "started_at": 1795286014.8368227, "ended_at": 1795286014.8368719}');
INSERT INTO "events" VALUES('01a1ff62-9e2d-7dcc-a383-49b593e74c08',4,1.79528601553376531601e+09,'StepInputGiven','add',NULL,'{"bytes": 4, "checksum": 3054569126}');
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
INSERT INTO "run_inputs" VALUES('01a1ff62-9b6f-758f-8436-4b33d49f84fb',X'3130');
INSERT INTO "run_inputs" VALUES('01a1ff62-9b78-734a-9840-3e82d5e87232',X'32');
INSERT INTO "run_inputs" VALUES('01a1ff62-9b7b-7cb9-b3b2-67cc62779d1f',X'31303030');
INSERT INTO "run_inputs" VALUES('01a1ff62-9b7f-72c7-ad2b-2674e2cdde77',X'37');
INSERT INTO "run_inputs" VALUES('01a1ff62-9b80-7a73-b77b-d999fe5f875f',X'37');
INSERT INTO "run_inputs" VALUES('01a1ff62-9c62-7d20-976f-9562435eea38',X'33');
INSERT INTO "run_inputs" VALUES('01a1ff62-9d45-7b51-9d0a-594813dfdba9',X'37');
INSERT INTO "run_inputs" VALUES('01a1ff62-9e2b-7f5f-a2d7-ac74ee3d3450',X'37');
INSERT INTO "run_inputs" VALUES('01a1ff62-9e2c-781a-9351-e966237bc8d8',X'3132');
INSERT INTO "run_inputs" VALUES('01a1ff62-9e2d-7dcc-a383-49b593e74c08',X'3130');
CREATE TABLE run_state (
    run_id TEXT NOT NULL,
    key TEXT NOT NULL,
    step_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    value BLOB,
    PRIMARY KEY (run_id, key, step_id)
) STRICT;
INSERT INTO "run_state" VALUES('01a1ff62-9b6f-758f-8436-4b33d49f84fb','words','read',4,X'015B2272C3A96164222C223130225D');
INSERT INTO "run_state" VALUES('01a1ff62-9b78-734a-9840-3e82d5e87232','words','read',4,X'015B2272C3A96164222C2232225D');
INSERT INTO "run_state" VALUES('01a1ff62-9b7b-7cb9-b3b2-67cc62779d1f','words','read',4,X'015B2272C3A96164222C2231303030225D');
INSERT INTO "run_state" VALUES('01a1ff62-9b7f-72c7-ad2b-2674e2cdde77','words','read',4,X'015B2272C3A96164222C2237225D');
INSERT INTO "run_state" VALUES('01a1ff62-9b80-7a73-b77b-d999fe5f875f','words','read',4,X'015B2272C3A96164222C2237225D');
INSERT INTO "run_state" VALUES('01a1ff62-9c62-7d20-976f-9562435eea38','words','read',4,X'015B2272C3A96164222C2233225D');
INSERT INTO "run_state" VALUES('01a1ff62-9d45-7b51-9d0a-594813dfdba9','words','read',4,X'015B2272C3A96164222C2237225D');
INSERT INTO "run_state" VALUES('01a1ff62-9e2d-7dcc-a383-49b593e74c08','words','read',2,X'015B2272C3A96164222C223130225D');
CREATE TABLE run_tags (
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    run_id TEXT NOT NULL,
    PRIMARY KEY (key, value, run_id)
) STRICT, WITHOUT ROWID;
INSERT INTO "run_tags" VALUES('kind','completed','01a1ff62-9b6f-758f-8436-4b33d49f84fb');
INSERT INTO "run_tags" VALUES('kind','completed','01a1ff62-9e2d-7dcc-a383-49b593e74c08');
INSERT INTO "run_tags" VALUES('kind','failed','01a1ff62-9b7b-7cb9-b3b2-67cc62779d1f');
INSERT INTO "run_tags" VALUES('kind','skipped','01a1ff62-9b78-734a-9840-3e82d5e87232');
INSERT INTO "run_tags" VALUES('of','v1','01a1ff62-9b6f-758f-8436-4b33d49f84fb');
INSERT INTO "run_tags" VALUES('of','v1','01a1ff62-9b78-734a-9840-3e82d5e87232');
INSERT INTO "run_tags" VALUES('of','v1','01a1ff62-9b7b-7cb9-b3b2-67cc62779d1f');
INSERT INTO "run_tags" VALUES('of','v1','01a1ff62-9e2d-7dcc-a383-49b593e74c08');
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
INSERT INTO "runs" VALUES('01a1ff62-9b6f-758f-8436-4b33d49f84fb','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,2707236321,'{"kind": "completed", "of": "v1"}',NULL,'completed',NULL,NULL,'drain',NULL,1.79528601483113312725e+09,NULL,5,NULL,1,'COMPLETED',5,1.79528601483113312725e+09,1.79528601483940076829e+09,1.79528601483940076829e+09,'"finish"',NULL,0,13);
INSERT INTO "runs" VALUES('01a1ff62-9b78-734a-9840-3e82d5e87232','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,450215437,'{"kind": "skipped", "of": "v1"}',NULL,'skipped',NULL,NULL,'drain',NULL,1.79528601484016656878e+09,NULL,5,NULL,1,'COMPLETED',5,1.79528601484016656878e+09,1.79528601484318208695e+09,1.79528601484318208695e+09,'"finish"',NULL,0,12);
INSERT INTO "runs" VALUES('01a1ff62-9b7b-7cb9-b3b2-67cc62779d1f','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,3022496535,'{"kind": "failed", "of": "v1"}',NULL,'failed',NULL,NULL,'drain',NULL,1.79528601484387254714e+09,NULL,5,NULL,1,'FAILED',2,1.79528601484387254714e+09,1.79528601484613585474e+09,1.79528601484613585474e+09,NULL,'{"code":"execution","type":"ValueError","message":"too much\nfor one line","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/cache/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/cache/tests/stores/old_store.py\", line 41, in add\n    raise ValueError(\"too much\\nfor one line\")\nValueError: too much\nfor one line\n","step_id":"add","attempt":1}',0,9);
INSERT INTO "runs" VALUES('01a1ff62-9b7f-72c7-ad2b-2674e2cdde77','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,1790921346,'{}','seven','cancelled',NULL,NULL,'drain',NULL,1.7952860148470160961e+09,NULL,5,NULL,1,'CANCELLED',4,1.7952860148470160961e+09,1.79528601507296013835e+09,1.79528601507296013835e+09,NULL,NULL,1,14);
INSERT INTO "runs" VALUES('01a1ff62-9b80-7a73-b77b-d999fe5f875f','changing','1','2fedfe00bb7c9fe42dad627508f8b2079a7e82f95ca9182710f42574cd05f7ea',0,1790921346,'{}',NULL,'suspended',NULL,NULL,'drain',NULL,1.79528601484804677958e+09,NULL,4,NULL,2,'SUSPENDED',3,1.79528601484804677958e+09,NULL,1.79528601576621627804e+09,NULL,'{"code":"definition_mismatch","type":"DefinitionMismatchError","message":"run 01a1ff62-9b80-7a73-b77b-d999fe5f875f: workflow ''changing'' version ''1'' is not the one that the run has executed; bring the code back, give the changed one a version of its own, or take the run over as it is: gorkflow migrate 01a1ff62-9b80-7a73-b77b-d999fe5f875f\n  - step ''add'' is gone; is it ''ADD'' now?\n  - step ''halve'': takes ADD instead of add"}',0,10);
INSERT INTO "runs" VALUES('01a1ff62-9c62-7d20-976f-9562435eea38','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,1842515611,'{}',NULL,'retrying',NULL,NULL,'drain',1000000000.0,1.7952860150746114254e+09,2.79528601507461166384e+09,5,'01a1ff62-9b57-7712-bbed-cb89e956e0f7',1,'RUNNING',4,1.7952860150746114254e+09,NULL,1.79528601507820367811e+09,NULL,NULL,0,11);
INSERT INTO "runs" VALUES('01a1ff62-9d45-7b51-9d0a-594813dfdba9','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,1790921346,'{}',NULL,'running',NULL,NULL,'drain',1000000000.0,1.79528601530116534235e+09,2.79528601530116558074e+09,5,'01a1ff62-9b57-7712-bbed-cb89e956e0f7',1,'RUNNING',4,1.79528601530116534235e+09,NULL,1.7952860153045420646e+09,NULL,NULL,0,11);
INSERT INTO "runs" VALUES('01a1ff62-9e2b-7f5f-a2d7-ac74ee3d3450','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,1790921346,'{}',NULL,'another',NULL,NULL,'drain',NULL,1.79528601553116893769e+09,NULL,5,'01a1ff62-9b57-7712-bbed-cb89e956e0f7',1,'PENDING',0,NULL,NULL,1.79528601553116893769e+09,NULL,NULL,0,1);
INSERT INTO "runs" VALUES('01a1ff62-9e2c-781a-9351-e966237bc8d8','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,1330857165,'{}',NULL,'pending',NULL,NULL,'drain',NULL,1.79528601553223609924e+09,NULL,5,'01a1ff62-9b57-7712-bbed-cb89e956e0f7',1,'PENDING',0,NULL,NULL,1.79528601553223609924e+09,NULL,NULL,0,1);
INSERT INTO "runs" VALUES('01a1ff62-9e2d-7dcc-a383-49b593e74c08','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,2707236321,'{"kind": "completed", "of": "v1"}',NULL,NULL,'01a1ff62-9b6f-758f-8436-4b33d49f84fb',NULL,'drain',NULL,1.79528601553376531601e+09,NULL,5,'01a1ff62-9b57-7712-bbed-cb89e956e0f7',1,'PENDING',2,NULL,NULL,1.79528601553376531601e+09,NULL,NULL,0,4);
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
INSERT INTO "step_executions" VALUES('01a1ff62-9b6f-758f-8436-4b33d49f84fb','add',5,2,1,0,0,'COMPLETED','"read"',X'3230',NULL,0,2322626082,NULL,1.79528601483582639689e+09,1.7952860148377070427e+09,1.79528601483777093886e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff62-9b6f-758f-8436-4b33d49f84fb','finish',10,4,1,0,0,'COMPLETED','"halve"',X'322E35',NULL,0,2233083363,NULL,1.79528601483873438832e+09,1.7952860148393363953e+09,1.79528601483939313884e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff62-9b6f-758f-8436-4b33d49f84fb','halve',8,3,1,0,0,'COMPLETED','"add"',X'3130',NULL,0,2707236321,NULL,1.79528601483779025075e+09,1.79528601483870410915e+09,1.79528601483872485159e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff62-9b6f-758f-8436-4b33d49f84fb','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/cache/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/cache/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79528601483582639689e+09,1.7952860148368227482e+09,1.79528601483687186238e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff62-9b6f-758f-8436-4b33d49f84fb','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B31302C2D31305D',NULL,0,3730618441,NULL,1.79528601483113312725e+09,1.7952860148356444836e+09,1.79528601483580780035e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff62-9b78-734a-9840-3e82d5e87232','add',5,2,1,0,0,'COMPLETED','"read"',X'34',NULL,0,4088798008,NULL,1.79528601484127616882e+09,1.79528601484238934521e+09,1.79528601484243130687e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff62-9b78-734a-9840-3e82d5e87232','finish',9,4,1,0,0,'COMPLETED','"halve"',X'312E30',NULL,0,4147539765,NULL,1.79528601484244751925e+09,1.79528601484314084052e+09,1.795286014843175888e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff62-9b78-734a-9840-3e82d5e87232','halve',8,3,0,0,0,'SKIPPED','"add"',NULL,'"add"',0,NULL,NULL,1.79528601484244751925e+09,NULL,1.79528601484244751925e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff62-9b78-734a-9840-3e82d5e87232','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/cache/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/cache/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79528601484127616882e+09,1.79528601484195280075e+09,1.79528601484198355674e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff62-9b78-734a-9840-3e82d5e87232','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B322C2D325D',NULL,0,783355516,NULL,1.79528601484016656878e+09,1.79528601484120082856e+09,1.79528601484126973148e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff62-9b7b-7cb9-b3b2-67cc62779d1f','add',5,NULL,1,1,0,'FAILED','"read"',NULL,NULL,0,NULL,'{"code":"execution","type":"ValueError","message":"too much\nfor one line","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/cache/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/cache/tests/stores/old_store.py\", line 41, in add\n    raise ValueError(\"too much\\nfor one line\")\nValueError: too much\nfor one line\n","step_id":"add","attempt":1}',1.79528601484471893312e+09,1.79528601484583115576e+09,1.795286014845874548e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff62-9b7b-7cb9-b3b2-67cc62779d1f','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/cache/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/cache/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79528601484471893312e+09,1.79528601484544062614e+09,1.7952860148454697132e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff62-9b7b-7cb9-b3b2-67cc62779d1f','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B313030302C2D313030305D',NULL,0,761622427,NULL,1.79528601484387254714e+09,1.79528601484465885162e+09,1.79528601484471344944e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff62-9b7f-72c7-ad2b-2674e2cdde77','add',5,2,1,0,0,'COMPLETED','"read"',X'3134',NULL,0,2788221432,NULL,1.7952860148491632938e+09,1.79528601485080695158e+09,1.79528601485082530972e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff62-9b7f-72c7-ad2b-2674e2cdde77','finish',10,NULL,1,0,0,'CANCELLED','"halve"',NULL,NULL,0,NULL,NULL,1.79528601485206508632e+09,1.7952860148526189327e+09,1.79528601507296013835e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff62-9b7f-72c7-ad2b-2674e2cdde77','halve',8,3,1,0,0,'COMPLETED','"add"',X'37',NULL,0,1790921346,NULL,1.79528601485085487362e+09,1.79528601485205769544e+09,1.79528601485206246377e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff62-9b7f-72c7-ad2b-2674e2cdde77','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/cache/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/cache/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.7952860148491632938e+09,1.79528601485053849215e+09,1.79528601485055875775e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff62-9b7f-72c7-ad2b-2674e2cdde77','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B372C2D375D',NULL,0,2602988873,NULL,1.7952860148470160961e+09,1.79528601484909772871e+09,1.79528601484915685659e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff62-9b80-7a73-b77b-d999fe5f875f','add',4,1,1,0,0,'COMPLETED','"read"',X'3134',NULL,0,2788221432,NULL,1.79528601485048723215e+09,1.79528601485200881961e+09,1.79528601485202550895e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff62-9b80-7a73-b77b-d999fe5f875f','end',8,NULL,1,0,0,'RUNNING','"halve"',NULL,NULL,0,NULL,NULL,1.79528601485258936885e+09,1.79528601485258936885e+09,NULL,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff62-9b80-7a73-b77b-d999fe5f875f','halve',6,2,1,0,0,'COMPLETED','"add"',X'37',NULL,0,1790921346,NULL,1.79528601485202884673e+09,1.79528601485257720943e+09,1.79528601485258579254e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff62-9b80-7a73-b77b-d999fe5f875f','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B372C2D375D',NULL,0,2602988873,NULL,1.79528601484804677958e+09,1.7952860148504412174e+09,1.79528601485048294066e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff62-9c62-7d20-976f-9562435eea38','add',5,2,1,0,0,'COMPLETED','"read"',X'36',NULL,0,498629140,NULL,1.79528601507568788533e+09,1.79528601507705950742e+09,1.79528601507710647584e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff62-9c62-7d20-976f-9562435eea38','finish',9,NULL,1,1,0,'RETRYING','"halve"',NULL,NULL,0,NULL,'{"code":"execution","type":"ConnectionError","message":"not yet","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/cache/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/cache/tests/stores/old_store.py\", line 61, in finish\n    raise ConnectionError(\"not yet\")\nConnectionError: not yet\n","step_id":"finish","attempt":1}',1.79528601507711553573e+09,1.79528601507794046397e+09,1.79528601507798647881e+09,1.7952860155782036782e+09,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff62-9c62-7d20-976f-9562435eea38','halve',8,3,0,0,0,'SKIPPED','"add"',NULL,'"add"',0,NULL,NULL,1.79528601507711553573e+09,NULL,1.79528601507711553573e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff62-9c62-7d20-976f-9562435eea38','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/cache/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/cache/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79528601507568788533e+09,1.79528601507663202289e+09,1.79528601507667279245e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff62-9c62-7d20-976f-9562435eea38','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B332C2D335D',NULL,0,181016205,NULL,1.7952860150746114254e+09,1.79528601507559370997e+09,1.79528601507568120955e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff62-9d45-7b51-9d0a-594813dfdba9','add',5,2,1,0,0,'COMPLETED','"read"',X'3134',NULL,0,2788221432,NULL,1.79528601530273222925e+09,1.79528601530385231973e+09,1.79528601530388379095e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff62-9d45-7b51-9d0a-594813dfdba9','finish',10,NULL,1,0,0,'RUNNING','"halve"',NULL,NULL,0,NULL,NULL,1.7952860153045420646e+09,1.7952860153045420646e+09,NULL,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff62-9d45-7b51-9d0a-594813dfdba9','halve',8,3,1,0,0,'COMPLETED','"add"',X'37',NULL,0,1790921346,NULL,1.79528601530389332772e+09,1.79528601530452370646e+09,1.79528601530453705789e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff62-9d45-7b51-9d0a-594813dfdba9','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/cache/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/cache/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79528601530273222925e+09,1.79528601530333471302e+09,1.79528601530336809162e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff62-9d45-7b51-9d0a-594813dfdba9','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B372C2D375D',NULL,0,2602988873,NULL,1.79528601530116534235e+09,1.79528601530264878276e+09,1.79528601530272531507e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff62-9e2d-7dcc-a383-49b593e74c08','add',4,NULL,0,0,0,'PENDING','"@input:add"',NULL,NULL,0,NULL,NULL,1.79528601553376531601e+09,NULL,NULL,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff62-9e2d-7dcc-a383-49b593e74c08','note',2,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/cache/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/cache/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79528601483582639689e+09,1.7952860148368227482e+09,1.79528601483687186238e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ff62-9e2d-7dcc-a383-49b593e74c08','read',1,0,1,0,0,'COMPLETED','"@input"',X'5B31302C2D31305D',NULL,0,3730618441,NULL,1.79528601483113312725e+09,1.7952860148356444836e+09,1.79528601483580780035e+09,NULL,NULL,'loop');
CREATE TABLE step_inputs (
    run_id TEXT NOT NULL,
    step_id TEXT NOT NULL,
    input BLOB NOT NULL,
    arm INTEGER NOT NULL,
    checksum INTEGER NOT NULL,
    PRIMARY KEY (run_id, step_id)
) STRICT, WITHOUT ROWID;
INSERT INTO "step_inputs" VALUES('01a1ff62-9e2d-7dcc-a383-49b593e74c08','add',X'5B31345D',0,3054569126);
CREATE UNIQUE INDEX runs_by_key ON runs (idempotency_key) WHERE idempotency_key IS NOT NULL;
CREATE INDEX runs_open ON runs (owner, workflow_id, workflow_version, created_at, run_id)
    WHERE status IN ('PENDING', 'RUNNING', 'WAITING', 'SUSPENDED', 'COMPENSATING');
CREATE INDEX runs_by_age ON runs (created_at, run_id);
CREATE INDEX runs_by_status ON runs (status, created_at, run_id);
CREATE INDEX runs_by_workflow ON runs (workflow_id, created_at, run_id);
CREATE INDEX runs_by_resource ON runs (resource_id, created_at, run_id) WHERE resource_id IS NOT NULL;
CREATE INDEX runs_ended ON runs (status, completed_at, run_id) WHERE completed_at IS NOT NULL;
CREATE INDEX step_cache_by_expiry ON step_cache (expires_at);
CREATE INDEX inbox_waiting ON inbox (run_id) WHERE consumed = 0;
COMMIT;
