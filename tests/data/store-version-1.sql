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
INSERT INTO "engines" VALUES('01a1fe4f-2587-77c6-a624-34862aef8f7b','a-host',1,1.79526796225996732709e+09,17617.682219155,30.0);
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
INSERT INTO "events" VALUES('01a1fe4f-25d8-7b53-8495-91268e6e07c1',1,1.79526796232892656328e+09,'RunCreated',NULL,NULL,'{"tags": {"kind": "completed", "of": "v1"}}');
INSERT INTO "events" VALUES('01a1fe4f-25d8-7b53-8495-91268e6e07c1',2,1.79526796232892656328e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe4f-25d8-7b53-8495-91268e6e07c1',3,1.79526796232892656328e+09,'StepStarted','read',1,'{}');
INSERT INTO "events" VALUES('01a1fe4f-25d8-7b53-8495-91268e6e07c1',4,1.79526796233666563031e+09,'StepCompleted','read',1,'{"bytes": 8, "checksum": 3730618441, "started_at": 1795267962.336565, "ended_at": 1795267962.3366535}');
INSERT INTO "events" VALUES('01a1fe4f-25d8-7b53-8495-91268e6e07c1',5,1.79526796233666563031e+09,'StepStarted','note',1,'{}');
INSERT INTO "events" VALUES('01a1fe4f-25d8-7b53-8495-91268e6e07c1',6,1.79526796233666563031e+09,'StepStarted','add',1,'{}');
INSERT INTO "events" VALUES('01a1fe4f-25d8-7b53-8495-91268e6e07c1',7,1.79526796234107136724e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/byhand/gorkflow/runtime/attempt.py\", line 77, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/byhand/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795267962.3405018, "ended_at": 1795267962.3405435, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a1fe4f-25d8-7b53-8495-91268e6e07c1',8,1.79526796234107136724e+09,'StepCompleted','add',1,'{"bytes": 2, "checksum": 2322626082, "started_at": 1795267962.341017, "ended_at": 1795267962.341059}');
INSERT INTO "events" VALUES('01a1fe4f-25d8-7b53-8495-91268e6e07c1',9,1.79526796234107136724e+09,'StepStarted','halve',1,'{"condition": true}');
INSERT INTO "events" VALUES('01a1fe4f-25d8-7b53-8495-91268e6e07c1',10,1.79526796234166741367e+09,'StepCompleted','halve',1,'{"bytes": 2, "checksum": 2707236321, "started_at": 1795267962.3416479, "ended_at": 1795267962.34166}');
INSERT INTO "events" VALUES('01a1fe4f-25d8-7b53-8495-91268e6e07c1',11,1.79526796234166741367e+09,'StepStarted','finish',1,'{}');
INSERT INTO "events" VALUES('01a1fe4f-25d8-7b53-8495-91268e6e07c1',12,1.79526796234204816813e+09,'StepCompleted','finish',1,'{"bytes": 3, "checksum": 2233083363, "started_at": 1795267962.342005, "ended_at": 1795267962.342043}');
INSERT INTO "events" VALUES('01a1fe4f-25d8-7b53-8495-91268e6e07c1',13,1.79526796234204816813e+09,'RunCompleted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe4f-25e6-70b2-a29a-82cfd2c67b1f',1,1.79526796234269547464e+09,'RunCreated',NULL,NULL,'{"tags": {"kind": "skipped", "of": "v1"}}');
INSERT INTO "events" VALUES('01a1fe4f-25e6-70b2-a29a-82cfd2c67b1f',2,1.79526796234269547464e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe4f-25e6-70b2-a29a-82cfd2c67b1f',3,1.79526796234269547464e+09,'StepStarted','read',1,'{}');
INSERT INTO "events" VALUES('01a1fe4f-25e6-70b2-a29a-82cfd2c67b1f',4,1.79526796234453058249e+09,'StepCompleted','read',1,'{"bytes": 6, "checksum": 783355516, "started_at": 1795267962.3444655, "ended_at": 1795267962.3445256}');
INSERT INTO "events" VALUES('01a1fe4f-25e6-70b2-a29a-82cfd2c67b1f',5,1.79526796234453058249e+09,'StepStarted','note',1,'{}');
INSERT INTO "events" VALUES('01a1fe4f-25e6-70b2-a29a-82cfd2c67b1f',6,1.79526796234453058249e+09,'StepStarted','add',1,'{}');
INSERT INTO "events" VALUES('01a1fe4f-25e6-70b2-a29a-82cfd2c67b1f',7,1.79526796234884047508e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/byhand/gorkflow/runtime/attempt.py\", line 77, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/byhand/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795267962.3484707, "ended_at": 1795267962.3485026, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a1fe4f-25e6-70b2-a29a-82cfd2c67b1f',8,1.79526796234884047508e+09,'StepCompleted','add',1,'{"bytes": 1, "checksum": 4088798008, "started_at": 1795267962.348789, "ended_at": 1795267962.3488302}');
INSERT INTO "events" VALUES('01a1fe4f-25e6-70b2-a29a-82cfd2c67b1f',9,1.79526796234884047508e+09,'StepSkipped','halve',NULL,'{"condition": false}');
INSERT INTO "events" VALUES('01a1fe4f-25e6-70b2-a29a-82cfd2c67b1f',10,1.79526796234884047508e+09,'StepStarted','finish',1,'{}');
INSERT INTO "events" VALUES('01a1fe4f-25e6-70b2-a29a-82cfd2c67b1f',11,1.79526796234944248202e+09,'StepCompleted','finish',1,'{"bytes": 3, "checksum": 4147539765, "started_at": 1795267962.3494117, "ended_at": 1795267962.349438}');
INSERT INTO "events" VALUES('01a1fe4f-25e6-70b2-a29a-82cfd2c67b1f',12,1.79526796234944248202e+09,'RunCompleted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe4f-25ee-721f-a4a1-3d2848bcf6e1',1,1.79526796235036873814e+09,'RunCreated',NULL,NULL,'{"tags": {"kind": "failed", "of": "v1"}}');
INSERT INTO "events" VALUES('01a1fe4f-25ee-721f-a4a1-3d2848bcf6e1',2,1.79526796235036873814e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe4f-25ee-721f-a4a1-3d2848bcf6e1',3,1.79526796235036873814e+09,'StepStarted','read',1,'{}');
INSERT INTO "events" VALUES('01a1fe4f-25ee-721f-a4a1-3d2848bcf6e1',4,1.79526796238094902037e+09,'StepCompleted','read',1,'{"bytes": 12, "checksum": 761622427, "started_at": 1795267962.380849, "ended_at": 1795267962.3809392}');
INSERT INTO "events" VALUES('01a1fe4f-25ee-721f-a4a1-3d2848bcf6e1',5,1.79526796238094902037e+09,'StepStarted','note',1,'{}');
INSERT INTO "events" VALUES('01a1fe4f-25ee-721f-a4a1-3d2848bcf6e1',6,1.79526796238094902037e+09,'StepStarted','add',1,'{}');
INSERT INTO "events" VALUES('01a1fe4f-25ee-721f-a4a1-3d2848bcf6e1',7,1.79526796238277602194e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/byhand/gorkflow/runtime/attempt.py\", line 77, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/byhand/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795267962.382211, "ended_at": 1795267962.3822474, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a1fe4f-25ee-721f-a4a1-3d2848bcf6e1',8,1.79526796238277602194e+09,'StepFailed','add',1,'{"error": {"code": "execution", "type": "ValueError", "message": "too much\nfor one line", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/byhand/gorkflow/runtime/attempt.py\", line 77, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/byhand/tests/stores/old_store.py\", line 41, in add\n    raise ValueError(\"too much\\nfor one line\")\nValueError: too much\nfor one line\n", "step_id": "add", "attempt": 1}, "tolerated": false, "started_at": 1795267962.3825977, "ended_at": 1795267962.3826365}');
INSERT INTO "events" VALUES('01a1fe4f-25ee-721f-a4a1-3d2848bcf6e1',9,1.79526796238277602194e+09,'RunFailed',NULL,NULL,'{"error": {"code": "execution", "type": "ValueError", "message": "too much\nfor one line", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/byhand/gorkflow/runtime/attempt.py\", line 77, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/byhand/tests/stores/old_store.py\", line 41, in add\n    raise ValueError(\"too much\\nfor one line\")\nValueError: too much\nfor one line\n", "step_id": "add", "attempt": 1}}');
INSERT INTO "events" VALUES('01a1fe4f-2610-7458-b939-b0cb77323445',1,1.79526796238453340533e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe4f-2610-7458-b939-b0cb77323445',2,1.79526796238453340533e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe4f-2610-7458-b939-b0cb77323445',3,1.79526796238453340533e+09,'StepStarted','read',1,'{}');
INSERT INTO "events" VALUES('01a1fe4f-2610-7458-b939-b0cb77323445',4,1.79526796238614749908e+09,'StepCompleted','read',1,'{"bytes": 6, "checksum": 2602988873, "started_at": 1795267962.3860276, "ended_at": 1795267962.3861425}');
INSERT INTO "events" VALUES('01a1fe4f-2610-7458-b939-b0cb77323445',5,1.79526796238614749908e+09,'StepStarted','note',1,'{}');
INSERT INTO "events" VALUES('01a1fe4f-2610-7458-b939-b0cb77323445',6,1.79526796238614749908e+09,'StepStarted','add',1,'{}');
INSERT INTO "events" VALUES('01a1fe4f-2610-7458-b939-b0cb77323445',7,1.79526796238890147213e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/byhand/gorkflow/runtime/attempt.py\", line 77, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/byhand/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795267962.3885922, "ended_at": 1795267962.3886127, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a1fe4f-2610-7458-b939-b0cb77323445',8,1.79526796238890147213e+09,'StepCompleted','add',1,'{"bytes": 2, "checksum": 2788221432, "started_at": 1795267962.3888695, "ended_at": 1795267962.3888922}');
INSERT INTO "events" VALUES('01a1fe4f-2610-7458-b939-b0cb77323445',9,1.79526796238890147213e+09,'StepStarted','halve',1,'{"condition": true}');
INSERT INTO "events" VALUES('01a1fe4f-2610-7458-b939-b0cb77323445',10,1.79526796238950276372e+09,'StepCompleted','halve',1,'{"bytes": 1, "checksum": 1790921346, "started_at": 1795267962.3894966, "ended_at": 1795267962.3895006}');
INSERT INTO "events" VALUES('01a1fe4f-2610-7458-b939-b0cb77323445',11,1.79526796238950276372e+09,'StepStarted','finish',1,'{}');
INSERT INTO "events" VALUES('01a1fe4f-2610-7458-b939-b0cb77323445',12,1.79526796260042166702e+09,'RunCancelRequested',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe4f-2610-7458-b939-b0cb77323445',13,1.79526796260042166702e+09,'StepCancelled','finish',1,'{"started_at": 1795267962.3898625}');
INSERT INTO "events" VALUES('01a1fe4f-2610-7458-b939-b0cb77323445',14,1.79526796260042166702e+09,'RunCancelled',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe4f-2611-78b8-b957-a1b49e5b6aaf',1,1.79526796238522076609e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe4f-2611-78b8-b957-a1b49e5b6aaf',2,1.79526796238522076609e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe4f-2611-78b8-b957-a1b49e5b6aaf',3,1.79526796238522076609e+09,'StepStarted','read',1,'{}');
INSERT INTO "events" VALUES('01a1fe4f-2611-78b8-b957-a1b49e5b6aaf',4,1.79526796238709449764e+09,'StepCompleted','read',1,'{"bytes": 6, "checksum": 2602988873, "started_at": 1795267962.3870554, "ended_at": 1795267962.3870904}');
INSERT INTO "events" VALUES('01a1fe4f-2611-78b8-b957-a1b49e5b6aaf',5,1.79526796238709449764e+09,'StepStarted','add',1,'{}');
INSERT INTO "events" VALUES('01a1fe4f-2611-78b8-b957-a1b49e5b6aaf',6,1.79526796238946747784e+09,'StepCompleted','add',1,'{"bytes": 2, "checksum": 2788221432, "started_at": 1795267962.3894458, "ended_at": 1795267962.389464}');
INSERT INTO "events" VALUES('01a1fe4f-2611-78b8-b957-a1b49e5b6aaf',7,1.79526796238946747784e+09,'StepStarted','halve',1,'{}');
INSERT INTO "events" VALUES('01a1fe4f-2611-78b8-b957-a1b49e5b6aaf',8,1.79526796238983964919e+09,'StepCompleted','halve',1,'{"bytes": 1, "checksum": 1790921346, "started_at": 1795267962.3898304, "ended_at": 1795267962.3898368}');
INSERT INTO "events" VALUES('01a1fe4f-2611-78b8-b957-a1b49e5b6aaf',9,1.79526796238983964919e+09,'StepStarted','end',1,'{}');
INSERT INTO "events" VALUES('01a1fe4f-2611-78b8-b957-a1b49e5b6aaf',10,1.7952679633046555519e+09,'RunSuspended',NULL,NULL,'{"error": {"code": "definition_mismatch", "type": "DefinitionMismatchError", "message": "run 01a1fe4f-2611-78b8-b957-a1b49e5b6aaf: workflow ''changing'' version ''1'' is not the one that the run has executed; bring the code back, give the changed one a version of its own, or take the run over as it is: gorkflow migrate 01a1fe4f-2611-78b8-b957-a1b49e5b6aaf\n  - step ''add'' is gone; is it ''ADD'' now?\n  - step ''halve'': takes ADD instead of add"}}');
INSERT INTO "events" VALUES('01a1fe4f-26e9-73a5-ad70-8bd4a3cdc1aa',1,1.79526796260172772411e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe4f-26e9-73a5-ad70-8bd4a3cdc1aa',2,1.79526796260172772411e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe4f-26e9-73a5-ad70-8bd4a3cdc1aa',3,1.79526796260172772411e+09,'StepStarted','read',1,'{}');
INSERT INTO "events" VALUES('01a1fe4f-26e9-73a5-ad70-8bd4a3cdc1aa',4,1.795267962602594614e+09,'StepCompleted','read',1,'{"bytes": 6, "checksum": 181016205, "started_at": 1795267962.6025255, "ended_at": 1795267962.6025894}');
INSERT INTO "events" VALUES('01a1fe4f-26e9-73a5-ad70-8bd4a3cdc1aa',5,1.795267962602594614e+09,'StepStarted','note',1,'{}');
INSERT INTO "events" VALUES('01a1fe4f-26e9-73a5-ad70-8bd4a3cdc1aa',6,1.795267962602594614e+09,'StepStarted','add',1,'{}');
INSERT INTO "events" VALUES('01a1fe4f-26e9-73a5-ad70-8bd4a3cdc1aa',7,1.79526796260484170918e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/byhand/gorkflow/runtime/attempt.py\", line 77, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/byhand/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795267962.6045063, "ended_at": 1795267962.6045325, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a1fe4f-26e9-73a5-ad70-8bd4a3cdc1aa',8,1.79526796260484170918e+09,'StepCompleted','add',1,'{"bytes": 1, "checksum": 498629140, "started_at": 1795267962.604807, "ended_at": 1795267962.6048346}');
INSERT INTO "events" VALUES('01a1fe4f-26e9-73a5-ad70-8bd4a3cdc1aa',9,1.79526796260484170918e+09,'StepSkipped','halve',NULL,'{"condition": false}');
INSERT INTO "events" VALUES('01a1fe4f-26e9-73a5-ad70-8bd4a3cdc1aa',10,1.79526796260484170918e+09,'StepStarted','finish',1,'{}');
INSERT INTO "events" VALUES('01a1fe4f-26e9-73a5-ad70-8bd4a3cdc1aa',11,1.7952679626088352203e+09,'StepRetryScheduled','finish',1,'{"error": {"code": "execution", "type": "ConnectionError", "message": "not yet", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/byhand/gorkflow/runtime/attempt.py\", line 77, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/byhand/tests/stores/old_store.py\", line 61, in finish\n    raise ConnectionError(\"not yet\")\nConnectionError: not yet\n", "step_id": "finish", "attempt": 1}, "next_attempt_at": 1795267963.1088352, "started_at": 1795267962.608601, "ended_at": 1795267962.6086404}');
INSERT INTO "events" VALUES('01a1fe4f-27c0-765a-81b4-19baffe9d546',1,1.79526796281642270084e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe4f-27c0-765a-81b4-19baffe9d546',2,1.79526796281642270084e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe4f-27c0-765a-81b4-19baffe9d546',3,1.79526796281642270084e+09,'StepStarted','read',1,'{}');
INSERT INTO "events" VALUES('01a1fe4f-27c0-765a-81b4-19baffe9d546',4,1.79526796282508897782e+09,'StepCompleted','read',1,'{"bytes": 6, "checksum": 2602988873, "started_at": 1795267962.824995, "ended_at": 1795267962.8250806}');
INSERT INTO "events" VALUES('01a1fe4f-27c0-765a-81b4-19baffe9d546',5,1.79526796282508897782e+09,'StepStarted','note',1,'{}');
INSERT INTO "events" VALUES('01a1fe4f-27c0-765a-81b4-19baffe9d546',6,1.79526796282508897782e+09,'StepStarted','add',1,'{}');
INSERT INTO "events" VALUES('01a1fe4f-27c0-765a-81b4-19baffe9d546',7,1.79526796283102941511e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/byhand/gorkflow/runtime/attempt.py\", line 77, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/byhand/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795267962.8306437, "ended_at": 1795267962.8306777, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a1fe4f-27c0-765a-81b4-19baffe9d546',8,1.79526796283102941511e+09,'StepCompleted','add',1,'{"bytes": 2, "checksum": 2788221432, "started_at": 1795267962.8309698, "ended_at": 1795267962.8310115}');
INSERT INTO "events" VALUES('01a1fe4f-27c0-765a-81b4-19baffe9d546',9,1.79526796283102941511e+09,'StepStarted','halve',1,'{"condition": true}');
INSERT INTO "events" VALUES('01a1fe4f-27c0-765a-81b4-19baffe9d546',10,1.79526796283716869352e+09,'StepCompleted','halve',1,'{"bytes": 1, "checksum": 1790921346, "started_at": 1795267962.8371236, "ended_at": 1795267962.8371549}');
INSERT INTO "events" VALUES('01a1fe4f-27c0-765a-81b4-19baffe9d546',11,1.79526796283716869352e+09,'StepStarted','finish',1,'{}');
INSERT INTO "events" VALUES('01a1fe4f-28a2-7665-a27e-0a69c292e822',1,1.79526796304290962216e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1fe4f-28a4-7e86-9beb-d39ceb003f60',1,1.79526796304400062566e+09,'RunCreated',NULL,NULL,'{}');
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
INSERT INTO "run_inputs" VALUES('01a1fe4f-25d8-7b53-8495-91268e6e07c1',X'3130');
INSERT INTO "run_inputs" VALUES('01a1fe4f-25e6-70b2-a29a-82cfd2c67b1f',X'32');
INSERT INTO "run_inputs" VALUES('01a1fe4f-25ee-721f-a4a1-3d2848bcf6e1',X'31303030');
INSERT INTO "run_inputs" VALUES('01a1fe4f-2610-7458-b939-b0cb77323445',X'37');
INSERT INTO "run_inputs" VALUES('01a1fe4f-2611-78b8-b957-a1b49e5b6aaf',X'37');
INSERT INTO "run_inputs" VALUES('01a1fe4f-26e9-73a5-ad70-8bd4a3cdc1aa',X'33');
INSERT INTO "run_inputs" VALUES('01a1fe4f-27c0-765a-81b4-19baffe9d546',X'37');
INSERT INTO "run_inputs" VALUES('01a1fe4f-28a2-7665-a27e-0a69c292e822',X'37');
INSERT INTO "run_inputs" VALUES('01a1fe4f-28a4-7e86-9beb-d39ceb003f60',X'3132');
CREATE TABLE run_state (
    run_id TEXT NOT NULL,
    key TEXT NOT NULL,
    step_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    value BLOB,
    PRIMARY KEY (run_id, key, step_id)
) STRICT;
INSERT INTO "run_state" VALUES('01a1fe4f-25d8-7b53-8495-91268e6e07c1','words','read',4,X'015B2272C3A96164222C223130225D');
INSERT INTO "run_state" VALUES('01a1fe4f-25e6-70b2-a29a-82cfd2c67b1f','words','read',4,X'015B2272C3A96164222C2232225D');
INSERT INTO "run_state" VALUES('01a1fe4f-25ee-721f-a4a1-3d2848bcf6e1','words','read',4,X'015B2272C3A96164222C2231303030225D');
INSERT INTO "run_state" VALUES('01a1fe4f-2610-7458-b939-b0cb77323445','words','read',4,X'015B2272C3A96164222C2237225D');
INSERT INTO "run_state" VALUES('01a1fe4f-2611-78b8-b957-a1b49e5b6aaf','words','read',4,X'015B2272C3A96164222C2237225D');
INSERT INTO "run_state" VALUES('01a1fe4f-26e9-73a5-ad70-8bd4a3cdc1aa','words','read',4,X'015B2272C3A96164222C2233225D');
INSERT INTO "run_state" VALUES('01a1fe4f-27c0-765a-81b4-19baffe9d546','words','read',4,X'015B2272C3A96164222C2237225D');
CREATE TABLE run_tags (
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    run_id TEXT NOT NULL,
    PRIMARY KEY (key, value, run_id)
) STRICT, WITHOUT ROWID;
INSERT INTO "run_tags" VALUES('kind','completed','01a1fe4f-25d8-7b53-8495-91268e6e07c1');
INSERT INTO "run_tags" VALUES('kind','failed','01a1fe4f-25ee-721f-a4a1-3d2848bcf6e1');
INSERT INTO "run_tags" VALUES('kind','skipped','01a1fe4f-25e6-70b2-a29a-82cfd2c67b1f');
INSERT INTO "run_tags" VALUES('of','v1','01a1fe4f-25d8-7b53-8495-91268e6e07c1');
INSERT INTO "run_tags" VALUES('of','v1','01a1fe4f-25e6-70b2-a29a-82cfd2c67b1f');
INSERT INTO "run_tags" VALUES('of','v1','01a1fe4f-25ee-721f-a4a1-3d2848bcf6e1');
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
INSERT INTO "runs" VALUES('01a1fe4f-25d8-7b53-8495-91268e6e07c1','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,2707236321,'{"kind": "completed", "of": "v1"}',NULL,'completed',NULL,NULL,'drain',NULL,1.79526796232892656328e+09,NULL,5,NULL,1,'COMPLETED',5,1.79526796232892656328e+09,1.79526796234204816813e+09,1.79526796234204816813e+09,'"finish"',NULL,0,13);
INSERT INTO "runs" VALUES('01a1fe4f-25e6-70b2-a29a-82cfd2c67b1f','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,450215437,'{"kind": "skipped", "of": "v1"}',NULL,'skipped',NULL,NULL,'drain',NULL,1.79526796234269547464e+09,NULL,5,NULL,1,'COMPLETED',5,1.79526796234269547464e+09,1.79526796234944248202e+09,1.79526796234944248202e+09,'"finish"',NULL,0,12);
INSERT INTO "runs" VALUES('01a1fe4f-25ee-721f-a4a1-3d2848bcf6e1','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,3022496535,'{"kind": "failed", "of": "v1"}',NULL,'failed',NULL,NULL,'drain',NULL,1.79526796235036873814e+09,NULL,5,NULL,1,'FAILED',2,1.79526796235036873814e+09,1.79526796238277602194e+09,1.79526796238277602194e+09,NULL,'{"code":"execution","type":"ValueError","message":"too much\nfor one line","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/byhand/gorkflow/runtime/attempt.py\", line 77, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/byhand/tests/stores/old_store.py\", line 41, in add\n    raise ValueError(\"too much\\nfor one line\")\nValueError: too much\nfor one line\n","step_id":"add","attempt":1}',0,9);
INSERT INTO "runs" VALUES('01a1fe4f-2610-7458-b939-b0cb77323445','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,1790921346,'{}','seven','cancelled',NULL,NULL,'drain',NULL,1.79526796238453340533e+09,NULL,5,NULL,1,'CANCELLED',4,1.79526796238453340533e+09,1.79526796260042166702e+09,1.79526796260042166702e+09,NULL,NULL,1,14);
INSERT INTO "runs" VALUES('01a1fe4f-2611-78b8-b957-a1b49e5b6aaf','changing','1','2fedfe00bb7c9fe42dad627508f8b2079a7e82f95ca9182710f42574cd05f7ea',0,1790921346,'{}',NULL,'suspended',NULL,NULL,'drain',NULL,1.79526796238522076609e+09,NULL,4,NULL,2,'SUSPENDED',3,1.79526796238522076609e+09,NULL,1.7952679633046555519e+09,NULL,'{"code":"definition_mismatch","type":"DefinitionMismatchError","message":"run 01a1fe4f-2611-78b8-b957-a1b49e5b6aaf: workflow ''changing'' version ''1'' is not the one that the run has executed; bring the code back, give the changed one a version of its own, or take the run over as it is: gorkflow migrate 01a1fe4f-2611-78b8-b957-a1b49e5b6aaf\n  - step ''add'' is gone; is it ''ADD'' now?\n  - step ''halve'': takes ADD instead of add"}',0,10);
INSERT INTO "runs" VALUES('01a1fe4f-26e9-73a5-ad70-8bd4a3cdc1aa','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,1842515611,'{}',NULL,'retrying',NULL,NULL,'drain',1000000000.0,1.79526796260172772411e+09,2.79526796260172748567e+09,5,'01a1fe4f-2587-77c6-a624-34862aef8f7b',1,'RUNNING',4,1.79526796260172772411e+09,NULL,1.7952679626088352203e+09,NULL,NULL,0,11);
INSERT INTO "runs" VALUES('01a1fe4f-27c0-765a-81b4-19baffe9d546','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,1790921346,'{}',NULL,'running',NULL,NULL,'drain',1000000000.0,1.79526796281642270084e+09,2.79526796281642246253e+09,5,'01a1fe4f-2587-77c6-a624-34862aef8f7b',1,'RUNNING',4,1.79526796281642270084e+09,NULL,1.79526796283716869352e+09,NULL,NULL,0,11);
INSERT INTO "runs" VALUES('01a1fe4f-28a2-7665-a27e-0a69c292e822','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,1790921346,'{}',NULL,'another',NULL,NULL,'drain',NULL,1.79526796304290962216e+09,NULL,5,'01a1fe4f-2587-77c6-a624-34862aef8f7b',1,'PENDING',0,NULL,NULL,1.79526796304290962216e+09,NULL,NULL,0,1);
INSERT INTO "runs" VALUES('01a1fe4f-28a4-7e86-9beb-d39ceb003f60','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,1330857165,'{}',NULL,'pending',NULL,NULL,'drain',NULL,1.79526796304400062566e+09,NULL,5,'01a1fe4f-2587-77c6-a624-34862aef8f7b',1,'PENDING',0,NULL,NULL,1.79526796304400062566e+09,NULL,NULL,0,1);
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
INSERT INTO "step_executions" VALUES('01a1fe4f-25d8-7b53-8495-91268e6e07c1','add',5,2,1,0,0,'COMPLETED','"read"',X'3230',NULL,0,2322626082,NULL,1.79526796233666563031e+09,1.79526796234101700781e+09,1.79526796234105896947e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe4f-25d8-7b53-8495-91268e6e07c1','finish',10,4,1,0,0,'COMPLETED','"halve"',X'322E35',NULL,0,2233083363,NULL,1.79526796234166741367e+09,1.79526796234200501437e+09,1.79526796234204292297e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe4f-25d8-7b53-8495-91268e6e07c1','halve',8,3,1,0,0,'COMPLETED','"add"',X'3130',NULL,0,2707236321,NULL,1.79526796234107136724e+09,1.79526796234164786334e+09,1795267962.34166,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe4f-25d8-7b53-8495-91268e6e07c1','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/byhand/gorkflow/runtime/attempt.py\", line 77, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/byhand/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79526796233666563031e+09,1.79526796234050178531e+09,1.79526796234054350854e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe4f-25d8-7b53-8495-91268e6e07c1','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B31302C2D31305D',NULL,0,3730618441,NULL,1.79526796232892656328e+09,1.79526796233656501773e+09,1.79526796233665347094e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe4f-25e6-70b2-a29a-82cfd2c67b1f','add',5,2,1,0,0,'COMPLETED','"read"',X'34',NULL,0,4088798008,NULL,1.79526796234453058249e+09,1.79526796234878897665e+09,1.79526796234883022308e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe4f-25e6-70b2-a29a-82cfd2c67b1f','finish',9,4,1,0,0,'COMPLETED','"halve"',X'312E30',NULL,0,4147539765,NULL,1.79526796234884047508e+09,1.79526796234941172602e+09,1.79526796234943795201e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe4f-25e6-70b2-a29a-82cfd2c67b1f','halve',8,3,0,0,0,'SKIPPED','"add"',NULL,'"add"',0,NULL,NULL,1.79526796234884047508e+09,NULL,1.79526796234884047508e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe4f-25e6-70b2-a29a-82cfd2c67b1f','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/byhand/gorkflow/runtime/attempt.py\", line 77, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/byhand/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79526796234453058249e+09,1.79526796234847068785e+09,1.79526796234850263595e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe4f-25e6-70b2-a29a-82cfd2c67b1f','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B322C2D325D',NULL,0,783355516,NULL,1.79526796234269547464e+09,1.7952679623444654941e+09,1.79526796234452557564e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe4f-25ee-721f-a4a1-3d2848bcf6e1','add',5,NULL,1,1,0,'FAILED','"read"',NULL,NULL,0,NULL,'{"code":"execution","type":"ValueError","message":"too much\nfor one line","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/byhand/gorkflow/runtime/attempt.py\", line 77, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/byhand/tests/stores/old_store.py\", line 41, in add\n    raise ValueError(\"too much\\nfor one line\")\nValueError: too much\nfor one line\n","step_id":"add","attempt":1}',1.79526796238094902037e+09,1.79526796238259768491e+09,1.79526796238263654705e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe4f-25ee-721f-a4a1-3d2848bcf6e1','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/byhand/gorkflow/runtime/attempt.py\", line 77, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/byhand/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79526796238094902037e+09,1.79526796238221096994e+09,1.79526796238224744801e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe4f-25ee-721f-a4a1-3d2848bcf6e1','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B313030302C2D313030305D',NULL,0,761622427,NULL,1.79526796235036873814e+09,1.79526796238084888459e+09,1.7952679623809392452e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe4f-2610-7458-b939-b0cb77323445','add',5,2,1,0,0,'COMPLETED','"read"',X'3134',NULL,0,2788221432,NULL,1.79526796238614749908e+09,1.79526796238886952395e+09,1.7952679623888921738e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe4f-2610-7458-b939-b0cb77323445','finish',10,NULL,1,0,0,'CANCELLED','"halve"',NULL,NULL,0,NULL,NULL,1.79526796238950276372e+09,1.79526796238986253734e+09,1.79526796260042166702e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe4f-2610-7458-b939-b0cb77323445','halve',8,3,1,0,0,'COMPLETED','"add"',X'37',NULL,0,1790921346,NULL,1.79526796238890147213e+09,1.7952679623894965649e+09,1.795267962389500618e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe4f-2610-7458-b939-b0cb77323445','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/byhand/gorkflow/runtime/attempt.py\", line 77, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/byhand/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79526796238614749908e+09,1.79526796238859224314e+09,1.79526796238861274714e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe4f-2610-7458-b939-b0cb77323445','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B372C2D375D',NULL,0,2602988873,NULL,1.79526796238453340533e+09,1.79526796238602757453e+09,1.79526796238614249224e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe4f-2611-78b8-b957-a1b49e5b6aaf','add',4,1,1,0,0,'COMPLETED','"read"',X'3134',NULL,0,2788221432,NULL,1.79526796238709449764e+09,1.79526796238944578174e+09,1.79526796238946390145e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe4f-2611-78b8-b957-a1b49e5b6aaf','end',8,NULL,1,0,0,'RUNNING','"halve"',NULL,NULL,0,NULL,NULL,1.79526796238983964919e+09,1.79526796238983964919e+09,NULL,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe4f-2611-78b8-b957-a1b49e5b6aaf','halve',6,2,1,0,0,'COMPLETED','"add"',X'37',NULL,0,1790921346,NULL,1.79526796238946747784e+09,1.79526796238983035085e+09,1.79526796238983678819e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe4f-2611-78b8-b957-a1b49e5b6aaf','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B372C2D375D',NULL,0,2602988873,NULL,1.79526796238522076609e+09,1.79526796238705539706e+09,1.79526796238709044455e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe4f-26e9-73a5-ad70-8bd4a3cdc1aa','add',5,2,1,0,0,'COMPLETED','"read"',X'36',NULL,0,498629140,NULL,1.795267962602594614e+09,1.7952679626048069e+09,1.79526796260483455661e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe4f-26e9-73a5-ad70-8bd4a3cdc1aa','finish',9,NULL,1,1,0,'RETRYING','"halve"',NULL,NULL,0,NULL,'{"code":"execution","type":"ConnectionError","message":"not yet","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/byhand/gorkflow/runtime/attempt.py\", line 77, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/byhand/tests/stores/old_store.py\", line 61, in finish\n    raise ConnectionError(\"not yet\")\nConnectionError: not yet\n","step_id":"finish","attempt":1}',1.79526796260484170918e+09,1.79526796260860109326e+09,1.79526796260864043236e+09,1.79526796310883522038e+09,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe4f-26e9-73a5-ad70-8bd4a3cdc1aa','halve',8,3,0,0,0,'SKIPPED','"add"',NULL,'"add"',0,NULL,NULL,1.79526796260484170918e+09,NULL,1.79526796260484170918e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe4f-26e9-73a5-ad70-8bd4a3cdc1aa','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/byhand/gorkflow/runtime/attempt.py\", line 77, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/byhand/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.795267962602594614e+09,1.79526796260450625421e+09,1.79526796260453248019e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe4f-26e9-73a5-ad70-8bd4a3cdc1aa','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B332C2D335D',NULL,0,181016205,NULL,1.79526796260172772411e+09,1.7952679626025254727e+09,1.79526796260258936881e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe4f-27c0-765a-81b4-19baffe9d546','add',5,2,1,0,0,'COMPLETED','"read"',X'3134',NULL,0,2788221432,NULL,1.79526796282508897782e+09,1.79526796283096981045e+09,1.79526796283101153367e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe4f-27c0-765a-81b4-19baffe9d546','finish',10,NULL,1,0,0,'RUNNING','"halve"',NULL,NULL,0,NULL,NULL,1.79526796283716869352e+09,1.79526796283716869352e+09,NULL,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe4f-27c0-765a-81b4-19baffe9d546','halve',8,3,1,0,0,'COMPLETED','"add"',X'37',NULL,0,1790921346,NULL,1.79526796283102941511e+09,1.79526796283712363247e+09,1.7952679628371548653e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe4f-27c0-765a-81b4-19baffe9d546','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/byhand/gorkflow/runtime/attempt.py\", line 77, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/byhand/tests/stores/old_store.py\", line 46, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79526796282508897782e+09,1.79526796283064365381e+09,1.79526796283067774772e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1fe4f-27c0-765a-81b4-19baffe9d546','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B372C2D375D',NULL,0,2602988873,NULL,1.79526796281642270084e+09,1.79526796282499504094e+09,1.79526796282508063319e+09,NULL,NULL,'loop');
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
