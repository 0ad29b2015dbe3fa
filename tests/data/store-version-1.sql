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
INSERT INTO "definitions" VALUES('e4fff827831141ffb3cf88edda982eee4141ac6bfadf65cb856ecb4799d358fe','waiting','1','{"lines":[["input","f0765dbf409c74f001806c446f2cf171d8c46b5b15779d54423dde921a4b0670"],["read","step",["@input"],[],["f0765dbf409c74f001806c446f2cf171d8c46b5b15779d54423dde921a4b0670"],"0128ef9bd2206166dfd5663833068e0b35bbaa0b71fd9d1e0518523721a86902",false,false,false],["@sleep-1","sleep",["read"],["read"],[],"",false,false,false],["@wait-1","wait_for",null,["@sleep-1"],[],"f0765dbf409c74f001806c446f2cf171d8c46b5b15779d54423dde921a4b0670",false,false,false,["go"]],["end","step",["@wait-1"],["@wait-1"],["f0765dbf409c74f001806c446f2cf171d8c46b5b15779d54423dde921a4b0670"],"cddf8275afa15408533079581ad27f95be579f4eeafbb1fba9fb6f32a4a64387",false,false,false],["output","end"]],"types":{"f0765dbf409c74f001806c446f2cf171d8c46b5b15779d54423dde921a4b0670": ["int", {}], "0128ef9bd2206166dfd5663833068e0b35bbaa0b71fd9d1e0518523721a86902": ["list[int]", {}], "cddf8275afa15408533079581ad27f95be579f4eeafbb1fba9fb6f32a4a64387": ["float", {}]}}');
CREATE TABLE engines (
    engine_id TEXT NOT NULL PRIMARY KEY,
    host TEXT NOT NULL,
    pid INTEGER NOT NULL,
    started_at REAL NOT NULL,
    heartbeat_at REAL NOT NULL,
    lease_seconds REAL NOT NULL
) STRICT;
INSERT INTO "engines" VALUES('01a1ffa9-f8f7-72c5-96a0-abd409f6e429','a-host',1,1.79529069184098887448e+09,40347.243870512,30.0);
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
INSERT INTO "events" VALUES('01a1ffa9-f934-7906-b1c2-18f4c9427941',1,1.79529069189224791533e+09,'RunCreated',NULL,NULL,'{"tags": {"kind": "completed", "of": "v1"}}');
INSERT INTO "events" VALUES('01a1ffa9-f934-7906-b1c2-18f4c9427941',2,1.79529069189224791533e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ffa9-f934-7906-b1c2-18f4c9427941',3,1.79529069189224791533e+09,'StepStarted','read',1,'{"code": "4db41094b277ce55"}');
INSERT INTO "events" VALUES('01a1ffa9-f934-7906-b1c2-18f4c9427941',4,1.79529069189847159389e+09,'StepCompleted','read',1,'{"bytes": 8, "checksum": 3730618441, "started_at": 1795290691.8983483, "ended_at": 1795290691.8984573}');
INSERT INTO "events" VALUES('01a1ffa9-f934-7906-b1c2-18f4c9427941',5,1.79529069189847159389e+09,'StepStarted','note',1,'{"code": "18325d97e313b95e"}');
INSERT INTO "events" VALUES('01a1ffa9-f934-7906-b1c2-18f4c9427941',6,1.79529069189847159389e+09,'StepStarted','add',1,'{"code": "5b0dd267ef670d44"}');
INSERT INTO "events" VALUES('01a1ffa9-f934-7906-b1c2-18f4c9427941',7,1.79529069190193080901e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/wait/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/wait/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795290691.9011898, "ended_at": 1795290691.9012444, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a1ffa9-f934-7906-b1c2-18f4c9427941',8,1.79529069190193080901e+09,'StepCompleted','add',1,'{"bytes": 2, "checksum": 2322626082, "started_at": 1795290691.901851, "ended_at": 1795290691.9019148}');
INSERT INTO "events" VALUES('01a1ffa9-f934-7906-b1c2-18f4c9427941',9,1.79529069190193080901e+09,'StepStarted','halve',1,'{"condition": true, "code": "252be649bdf8f136"}');
INSERT INTO "events" VALUES('01a1ffa9-f934-7906-b1c2-18f4c9427941',10,1.79529069190479063987e+09,'StepCompleted','halve',1,'{"bytes": 2, "checksum": 2707236321, "started_at": 1795290691.9047325, "ended_at": 1795290691.9047747}');
INSERT INTO "events" VALUES('01a1ffa9-f934-7906-b1c2-18f4c9427941',11,1.79529069190479063987e+09,'StepStarted','finish',1,'{"code": "722cb147c8467866"}');
INSERT INTO "events" VALUES('01a1ffa9-f934-7906-b1c2-18f4c9427941',12,1.79529069190551877023e+09,'StepCompleted','finish',1,'{"bytes": 3, "checksum": 2233083363, "started_at": 1795290691.905444, "ended_at": 1795290691.9055073}');
INSERT INTO "events" VALUES('01a1ffa9-f934-7906-b1c2-18f4c9427941',13,1.79529069190551877023e+09,'RunCompleted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ffa9-f945-75eb-b52f-f3a9a8f03022',1,1.7952906919095258713e+09,'RunCreated',NULL,NULL,'{"tags": {"kind": "skipped", "of": "v1"}}');
INSERT INTO "events" VALUES('01a1ffa9-f945-75eb-b52f-f3a9a8f03022',2,1.7952906919095258713e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ffa9-f945-75eb-b52f-f3a9a8f03022',3,1.7952906919095258713e+09,'StepStarted','read',1,'{"code": "4db41094b277ce55"}');
INSERT INTO "events" VALUES('01a1ffa9-f945-75eb-b52f-f3a9a8f03022',4,1.79529069191681623458e+09,'StepCompleted','read',1,'{"bytes": 6, "checksum": 783355516, "started_at": 1795290691.9167147, "ended_at": 1795290691.916804}');
INSERT INTO "events" VALUES('01a1ffa9-f945-75eb-b52f-f3a9a8f03022',5,1.79529069191681623458e+09,'StepStarted','note',1,'{"code": "18325d97e313b95e"}');
INSERT INTO "events" VALUES('01a1ffa9-f945-75eb-b52f-f3a9a8f03022',6,1.79529069191681623458e+09,'StepStarted','add',1,'{"code": "5b0dd267ef670d44"}');
INSERT INTO "events" VALUES('01a1ffa9-f945-75eb-b52f-f3a9a8f03022',7,1.79529069192116141322e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/wait/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/wait/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795290691.920608, "ended_at": 1795290691.920653, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a1ffa9-f945-75eb-b52f-f3a9a8f03022',8,1.79529069192116141322e+09,'StepCompleted','add',1,'{"bytes": 1, "checksum": 4088798008, "started_at": 1795290691.9210887, "ended_at": 1795290691.9211445}');
INSERT INTO "events" VALUES('01a1ffa9-f945-75eb-b52f-f3a9a8f03022',9,1.79529069192116141322e+09,'StepSkipped','halve',NULL,'{"condition": false}');
INSERT INTO "events" VALUES('01a1ffa9-f945-75eb-b52f-f3a9a8f03022',10,1.79529069192116141322e+09,'StepStarted','finish',1,'{"code": "722cb147c8467866"}');
INSERT INTO "events" VALUES('01a1ffa9-f945-75eb-b52f-f3a9a8f03022',11,1.79529069192234325405e+09,'StepCompleted','finish',1,'{"bytes": 3, "checksum": 4147539765, "started_at": 1795290691.9222927, "ended_at": 1795290691.9223344}');
INSERT INTO "events" VALUES('01a1ffa9-f945-75eb-b52f-f3a9a8f03022',12,1.79529069192234325405e+09,'RunCompleted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ffa9-f953-7be4-90f1-7c784ff57d66',1,1.79529069192340660094e+09,'RunCreated',NULL,NULL,'{"tags": {"kind": "failed", "of": "v1"}}');
INSERT INTO "events" VALUES('01a1ffa9-f953-7be4-90f1-7c784ff57d66',2,1.79529069192340660094e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ffa9-f953-7be4-90f1-7c784ff57d66',3,1.79529069192340660094e+09,'StepStarted','read',1,'{"code": "4db41094b277ce55"}');
INSERT INTO "events" VALUES('01a1ffa9-f953-7be4-90f1-7c784ff57d66',4,1.79529069193273615838e+09,'StepCompleted','read',1,'{"bytes": 12, "checksum": 761622427, "started_at": 1795290691.9326549, "ended_at": 1795290691.932728}');
INSERT INTO "events" VALUES('01a1ffa9-f953-7be4-90f1-7c784ff57d66',5,1.79529069193273615838e+09,'StepStarted','note',1,'{"code": "18325d97e313b95e"}');
INSERT INTO "events" VALUES('01a1ffa9-f953-7be4-90f1-7c784ff57d66',6,1.79529069193273615838e+09,'StepStarted','add',1,'{"code": "5b0dd267ef670d44"}');
INSERT INTO "events" VALUES('01a1ffa9-f953-7be4-90f1-7c784ff57d66',7,1.79529069193439364438e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/wait/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/wait/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795290691.9337926, "ended_at": 1795290691.9338272, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a1ffa9-f953-7be4-90f1-7c784ff57d66',8,1.79529069193439364438e+09,'StepFailed','add',1,'{"error": {"code": "execution", "type": "ValueError", "message": "too much\nfor one line", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/wait/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/wait/tests/stores/old_store.py\", line 42, in add\n    raise ValueError(\"too much\\nfor one line\")\nValueError: too much\nfor one line\n", "step_id": "add", "attempt": 1}, "tolerated": false, "started_at": 1795290691.9342005, "ended_at": 1795290691.9342408}');
INSERT INTO "events" VALUES('01a1ffa9-f953-7be4-90f1-7c784ff57d66',9,1.79529069193439364438e+09,'RunFailed',NULL,NULL,'{"error": {"code": "execution", "type": "ValueError", "message": "too much\nfor one line", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/wait/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/wait/tests/stores/old_store.py\", line 42, in add\n    raise ValueError(\"too much\\nfor one line\")\nValueError: too much\nfor one line\n", "step_id": "add", "attempt": 1}}');
INSERT INTO "events" VALUES('01a1ffa9-f962-703e-91ff-61821cd6af07',1,1.79529069193851757053e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ffa9-f962-703e-91ff-61821cd6af07',2,1.79529069193851757053e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ffa9-f962-703e-91ff-61821cd6af07',3,1.79529069193851757053e+09,'StepStarted','read',1,'{"code": "4db41094b277ce55"}');
INSERT INTO "events" VALUES('01a1ffa9-f962-703e-91ff-61821cd6af07',4,1795290691.9415,'StepCompleted','read',1,'{"bytes": 6, "checksum": 2602988873, "started_at": 1795290691.941426, "ended_at": 1795290691.9414933}');
INSERT INTO "events" VALUES('01a1ffa9-f962-703e-91ff-61821cd6af07',5,1795290691.9415,'StepStarted','note',1,'{"code": "18325d97e313b95e"}');
INSERT INTO "events" VALUES('01a1ffa9-f962-703e-91ff-61821cd6af07',6,1795290691.9415,'StepStarted','add',1,'{"code": "5b0dd267ef670d44"}');
INSERT INTO "events" VALUES('01a1ffa9-f962-703e-91ff-61821cd6af07',7,1.79529069194891047482e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/wait/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/wait/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795290691.9461453, "ended_at": 1795290691.946169, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a1ffa9-f962-703e-91ff-61821cd6af07',8,1.79529069194891047482e+09,'StepCompleted','add',1,'{"bytes": 2, "checksum": 2788221432, "started_at": 1795290691.9488392, "ended_at": 1795290691.9488792}');
INSERT INTO "events" VALUES('01a1ffa9-f962-703e-91ff-61821cd6af07',9,1.79529069194891047482e+09,'StepStarted','halve',1,'{"condition": true, "code": "252be649bdf8f136"}');
INSERT INTO "events" VALUES('01a1ffa9-f962-703e-91ff-61821cd6af07',10,1.79529069195601296421e+09,'StepCompleted','halve',1,'{"bytes": 1, "checksum": 1790921346, "started_at": 1795290691.955978, "ended_at": 1795290691.9560049}');
INSERT INTO "events" VALUES('01a1ffa9-f962-703e-91ff-61821cd6af07',11,1.79529069195601296421e+09,'StepStarted','finish',1,'{"code": "722cb147c8467866"}');
INSERT INTO "events" VALUES('01a1ffa9-f962-703e-91ff-61821cd6af07',12,1.79529069219016456605e+09,'RunCancelRequested',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ffa9-f962-703e-91ff-61821cd6af07',13,1.79529069219016456605e+09,'StepCancelled','finish',1,'{"started_at": 1795290691.9572942}');
INSERT INTO "events" VALUES('01a1ffa9-f962-703e-91ff-61821cd6af07',14,1.79529069219016456605e+09,'RunCancelled',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ffa9-f964-7e40-a49f-6ff2450e735a',1,1.79529069194080948823e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ffa9-f964-7e40-a49f-6ff2450e735a',2,1.79529069194080948823e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ffa9-f964-7e40-a49f-6ff2450e735a',3,1.79529069194080948823e+09,'StepStarted','read',1,'{"code": "4db41094b277ce55"}');
INSERT INTO "events" VALUES('01a1ffa9-f964-7e40-a49f-6ff2450e735a',4,1.79529069194606280329e+09,'StepCompleted','read',1,'{"bytes": 6, "checksum": 2602988873, "started_at": 1795290691.9460008, "ended_at": 1795290691.9460564}');
INSERT INTO "events" VALUES('01a1ffa9-f964-7e40-a49f-6ff2450e735a',5,1.79529069194606280329e+09,'StepStarted','add',1,'{"code": "5b0dd267ef670d44"}');
INSERT INTO "events" VALUES('01a1ffa9-f964-7e40-a49f-6ff2450e735a',6,1.7952906919530980587e+09,'StepCompleted','add',1,'{"bytes": 2, "checksum": 2788221432, "started_at": 1795290691.9530563, "ended_at": 1795290691.9530914}');
INSERT INTO "events" VALUES('01a1ffa9-f964-7e40-a49f-6ff2450e735a',7,1.7952906919530980587e+09,'StepStarted','halve',1,'{"code": "252be649bdf8f136"}');
INSERT INTO "events" VALUES('01a1ffa9-f964-7e40-a49f-6ff2450e735a',8,1795290691.95646,'StepCompleted','halve',1,'{"bytes": 1, "checksum": 1790921346, "started_at": 1795290691.9564366, "ended_at": 1795290691.956453}');
INSERT INTO "events" VALUES('01a1ffa9-f964-7e40-a49f-6ff2450e735a',9,1795290691.95646,'StepStarted','end',1,'{"code": "722cb147c8467866"}');
INSERT INTO "events" VALUES('01a1ffa9-f964-7e40-a49f-6ff2450e735a',10,1.79529069287326478957e+09,'RunSuspended',NULL,NULL,'{"error": {"code": "definition_mismatch", "type": "DefinitionMismatchError", "message": "run 01a1ffa9-f964-7e40-a49f-6ff2450e735a: workflow ''changing'' version ''1'' is not the one that the run has executed; bring the code back, give the changed one a version of its own, or take the run over as it is: gorkflow migrate 01a1ffa9-f964-7e40-a49f-6ff2450e735a\n  - step ''add'' is gone; is it ''ADD'' now?\n  - step ''halve'': takes ADD instead of add"}}');
INSERT INTO "events" VALUES('01a1ffa9-f969-719d-b72c-e4da23ede2f1',1,1.79529069194547891618e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ffa9-f969-719d-b72c-e4da23ede2f1',2,1.79529069219274473186e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ffa9-f969-719d-b72c-e4da23ede2f1',3,1.79529069219280624386e+09,'StepStarted','read',1,'{"code": "4db41094b277ce55"}');
INSERT INTO "events" VALUES('01a1ffa9-f969-719d-b72c-e4da23ede2f1',4,1.79529069219725728031e+09,'StepCompleted','read',1,'{"bytes": 6, "checksum": 2602988873, "started_at": 1795290692.197089, "ended_at": 1795290692.1972456}');
INSERT INTO "events" VALUES('01a1ffa9-f969-719d-b72c-e4da23ede2f1',5,1.79529069219725728031e+09,'StepWaiting','@sleep-1',NULL,'{"next_attempt_at": 1795290692.1972573, "started_at": 1795290692.1972573}');
INSERT INTO "events" VALUES('01a1ffa9-f969-719d-b72c-e4da23ede2f1',6,1.79529069219725728031e+09,'SleepEnded','@sleep-1',NULL,'{"started_at": 1795290692.1972573}');
INSERT INTO "events" VALUES('01a1ffa9-f969-719d-b72c-e4da23ede2f1',7,1.79529069219725728031e+09,'StepWaiting','@wait-1',NULL,'{"signal": "go", "started_at": 1795290692.1972573}');
INSERT INTO "events" VALUES('01a1ffa9-f969-719d-b72c-e4da23ede2f1',8,1.79529069219725728031e+09,'RunWaiting',NULL,NULL,'{"until": null}');
INSERT INTO "events" VALUES('01a1ffa9-fa62-7e9e-8be3-4ca56ba63ba4',1,1.79529069219413805005e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ffa9-fa62-7e9e-8be3-4ca56ba63ba4',2,1.79529069220453095434e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ffa9-fa62-7e9e-8be3-4ca56ba63ba4',3,1.7952906922045829296e+09,'StepStarted','read',1,'{"code": "4db41094b277ce55"}');
INSERT INTO "events" VALUES('01a1ffa9-fa62-7e9e-8be3-4ca56ba63ba4',4,1.79529069220834445953e+09,'StepCompleted','read',1,'{"bytes": 6, "checksum": 181016205, "started_at": 1795290692.208231, "ended_at": 1795290692.2083373}');
INSERT INTO "events" VALUES('01a1ffa9-fa62-7e9e-8be3-4ca56ba63ba4',5,1.79529069220834445953e+09,'StepStarted','note',1,'{"code": "18325d97e313b95e"}');
INSERT INTO "events" VALUES('01a1ffa9-fa62-7e9e-8be3-4ca56ba63ba4',6,1.79529069220834445953e+09,'StepStarted','add',1,'{"code": "5b0dd267ef670d44"}');
INSERT INTO "events" VALUES('01a1ffa9-fa62-7e9e-8be3-4ca56ba63ba4',7,1.79529069220943140981e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/wait/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/wait/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795290692.2090862, "ended_at": 1795290692.2091122, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a1ffa9-fa62-7e9e-8be3-4ca56ba63ba4',8,1.79529069220943140981e+09,'StepCompleted','add',1,'{"bytes": 1, "checksum": 498629140, "started_at": 1795290692.2094011, "ended_at": 1795290692.2094235}');
INSERT INTO "events" VALUES('01a1ffa9-fa62-7e9e-8be3-4ca56ba63ba4',9,1.79529069220943140981e+09,'StepSkipped','halve',NULL,'{"condition": false}');
INSERT INTO "events" VALUES('01a1ffa9-fa62-7e9e-8be3-4ca56ba63ba4',10,1.79529069220943140981e+09,'StepStarted','finish',1,'{"code": "722cb147c8467866"}');
INSERT INTO "events" VALUES('01a1ffa9-fa62-7e9e-8be3-4ca56ba63ba4',11,1.79529069221268129351e+09,'StepRetryScheduled','finish',1,'{"error": {"code": "execution", "type": "ConnectionError", "message": "not yet", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/wait/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/wait/tests/stores/old_store.py\", line 62, in finish\n    raise ConnectionError(\"not yet\")\nConnectionError: not yet\n", "step_id": "finish", "attempt": 1}, "next_attempt_at": 1795290692.7126813, "started_at": 1795290692.2124355, "ended_at": 1795290692.2124746}');
INSERT INTO "events" VALUES('01a1ffa9-fb43-78b3-882c-33fbf1e8e2bb',1,1.79529069241905379298e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ffa9-fb43-78b3-882c-33fbf1e8e2bb',2,1.79529069241905379298e+09,'RunStarted',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ffa9-fb43-78b3-882c-33fbf1e8e2bb',3,1.79529069241905379298e+09,'StepStarted','read',1,'{"code": "4db41094b277ce55"}');
INSERT INTO "events" VALUES('01a1ffa9-fb43-78b3-882c-33fbf1e8e2bb',4,1.79529069242057371137e+09,'StepCompleted','read',1,'{"bytes": 6, "checksum": 2602988873, "started_at": 1795290692.420487, "ended_at": 1795290692.4205668}');
INSERT INTO "events" VALUES('01a1ffa9-fb43-78b3-882c-33fbf1e8e2bb',5,1.79529069242057371137e+09,'StepStarted','note',1,'{"code": "18325d97e313b95e"}');
INSERT INTO "events" VALUES('01a1ffa9-fb43-78b3-882c-33fbf1e8e2bb',6,1.79529069242057371137e+09,'StepStarted','add',1,'{"code": "5b0dd267ef670d44"}');
INSERT INTO "events" VALUES('01a1ffa9-fb43-78b3-882c-33fbf1e8e2bb',7,1.79529069242170524591e+09,'StepFailed','note',1,'{"error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/wait/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/wait/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "tolerated": true, "started_at": 1795290692.4213257, "ended_at": 1795290692.421356, "bytes": 9, "checksum": 778569163}');
INSERT INTO "events" VALUES('01a1ffa9-fb43-78b3-882c-33fbf1e8e2bb',8,1.79529069242170524591e+09,'StepCompleted','add',1,'{"bytes": 2, "checksum": 2788221432, "started_at": 1795290692.4216704, "ended_at": 1795290692.4216976}');
INSERT INTO "events" VALUES('01a1ffa9-fb43-78b3-882c-33fbf1e8e2bb',9,1.79529069242170524591e+09,'StepStarted','halve',1,'{"condition": true, "code": "252be649bdf8f136"}');
INSERT INTO "events" VALUES('01a1ffa9-fb43-78b3-882c-33fbf1e8e2bb',10,1.795290692422391653e+09,'StepCompleted','halve',1,'{"bytes": 1, "checksum": 1790921346, "started_at": 1795290692.422376, "ended_at": 1795290692.422387}');
INSERT INTO "events" VALUES('01a1ffa9-fb43-78b3-882c-33fbf1e8e2bb',11,1.795290692422391653e+09,'StepStarted','finish',1,'{"code": "722cb147c8467866"}');
INSERT INTO "events" VALUES('01a1ffa9-fc1b-77e4-bed3-8477fcc30068',1,1.79529069263558912279e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ffa9-fc1c-7a1e-8ba4-e59ac3b4ca14',1,1.7952906926366369724e+09,'RunCreated',NULL,NULL,'{}');
INSERT INTO "events" VALUES('01a1ffa9-fc1e-7245-916d-35513ebb3c74',1,1.79529069263857197764e+09,'RunCreated',NULL,NULL,'{"tags": {"kind": "completed", "of": "v1"}, "forked_from": "01a1ffa9-f934-7906-b1c2-18f4c9427941", "from_step": "add"}');
INSERT INTO "events" VALUES('01a1ffa9-fc1e-7245-916d-35513ebb3c74',2,1.79529069263857197764e+09,'StepKept','read',1,'{"status": "COMPLETED", "failures": 0, "bytes": 8, "checksum": 3730618441, "started_at": 1795290691.8983483, "ended_at": 1795290691.8984573}');
INSERT INTO "events" VALUES('01a1ffa9-fc1e-7245-916d-35513ebb3c74',3,1.79529069263857197764e+09,'StepKept','note',1,'{"status": "FAILED", "failures": 1, "bytes": 9, "checksum": 778569163, "error": {"code": "execution", "type": "LookupError", "message": "nobody takes notes", "traceback": "Traceback (most recent call last):\n  File \"/tmp/wt/wait/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/wait/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n", "step_id": "note", "attempt": 1}, "started_at": 1795290691.9011898, "ended_at": 1795290691.9012444}');
INSERT INTO "events" VALUES('01a1ffa9-fc1e-7245-916d-35513ebb3c74',4,1.79529069263857197764e+09,'StepInputGiven','add',NULL,'{"bytes": 4, "checksum": 3054569126}');
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
INSERT INTO "run_inputs" VALUES('01a1ffa9-f934-7906-b1c2-18f4c9427941',X'3130');
INSERT INTO "run_inputs" VALUES('01a1ffa9-f945-75eb-b52f-f3a9a8f03022',X'32');
INSERT INTO "run_inputs" VALUES('01a1ffa9-f953-7be4-90f1-7c784ff57d66',X'31303030');
INSERT INTO "run_inputs" VALUES('01a1ffa9-f962-703e-91ff-61821cd6af07',X'37');
INSERT INTO "run_inputs" VALUES('01a1ffa9-f964-7e40-a49f-6ff2450e735a',X'37');
INSERT INTO "run_inputs" VALUES('01a1ffa9-f969-719d-b72c-e4da23ede2f1',X'37');
INSERT INTO "run_inputs" VALUES('01a1ffa9-fa62-7e9e-8be3-4ca56ba63ba4',X'33');
INSERT INTO "run_inputs" VALUES('01a1ffa9-fb43-78b3-882c-33fbf1e8e2bb',X'37');
INSERT INTO "run_inputs" VALUES('01a1ffa9-fc1b-77e4-bed3-8477fcc30068',X'37');
INSERT INTO "run_inputs" VALUES('01a1ffa9-fc1c-7a1e-8ba4-e59ac3b4ca14',X'3132');
INSERT INTO "run_inputs" VALUES('01a1ffa9-fc1e-7245-916d-35513ebb3c74',X'3130');
CREATE TABLE run_state (
    run_id TEXT NOT NULL,
    key TEXT NOT NULL,
    step_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    value BLOB,
    PRIMARY KEY (run_id, key, step_id)
) STRICT;
INSERT INTO "run_state" VALUES('01a1ffa9-f934-7906-b1c2-18f4c9427941','words','read',4,X'015B2272C3A96164222C223130225D');
INSERT INTO "run_state" VALUES('01a1ffa9-f945-75eb-b52f-f3a9a8f03022','words','read',4,X'015B2272C3A96164222C2232225D');
INSERT INTO "run_state" VALUES('01a1ffa9-f953-7be4-90f1-7c784ff57d66','words','read',4,X'015B2272C3A96164222C2231303030225D');
INSERT INTO "run_state" VALUES('01a1ffa9-f962-703e-91ff-61821cd6af07','words','read',4,X'015B2272C3A96164222C2237225D');
INSERT INTO "run_state" VALUES('01a1ffa9-f964-7e40-a49f-6ff2450e735a','words','read',4,X'015B2272C3A96164222C2237225D');
INSERT INTO "run_state" VALUES('01a1ffa9-f969-719d-b72c-e4da23ede2f1','words','read',4,X'015B2272C3A96164222C2237225D');
INSERT INTO "run_state" VALUES('01a1ffa9-fa62-7e9e-8be3-4ca56ba63ba4','words','read',4,X'015B2272C3A96164222C2233225D');
INSERT INTO "run_state" VALUES('01a1ffa9-fb43-78b3-882c-33fbf1e8e2bb','words','read',4,X'015B2272C3A96164222C2237225D');
INSERT INTO "run_state" VALUES('01a1ffa9-fc1e-7245-916d-35513ebb3c74','words','read',2,X'015B2272C3A96164222C223130225D');
CREATE TABLE run_tags (
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    run_id TEXT NOT NULL,
    PRIMARY KEY (key, value, run_id)
) STRICT, WITHOUT ROWID;
INSERT INTO "run_tags" VALUES('kind','completed','01a1ffa9-f934-7906-b1c2-18f4c9427941');
INSERT INTO "run_tags" VALUES('kind','completed','01a1ffa9-fc1e-7245-916d-35513ebb3c74');
INSERT INTO "run_tags" VALUES('kind','failed','01a1ffa9-f953-7be4-90f1-7c784ff57d66');
INSERT INTO "run_tags" VALUES('kind','skipped','01a1ffa9-f945-75eb-b52f-f3a9a8f03022');
INSERT INTO "run_tags" VALUES('of','v1','01a1ffa9-f934-7906-b1c2-18f4c9427941');
INSERT INTO "run_tags" VALUES('of','v1','01a1ffa9-f945-75eb-b52f-f3a9a8f03022');
INSERT INTO "run_tags" VALUES('of','v1','01a1ffa9-f953-7be4-90f1-7c784ff57d66');
INSERT INTO "run_tags" VALUES('of','v1','01a1ffa9-fc1e-7245-916d-35513ebb3c74');
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
INSERT INTO "runs" VALUES('01a1ffa9-f934-7906-b1c2-18f4c9427941','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,2707236321,'{"kind": "completed", "of": "v1"}',NULL,'completed',NULL,NULL,'drain',NULL,1.79529069189224791533e+09,NULL,5,NULL,1,'COMPLETED',5,1.79529069189224791533e+09,1.79529069190551877023e+09,1.79529069190551877023e+09,'"finish"',NULL,0,13,NULL);
INSERT INTO "runs" VALUES('01a1ffa9-f945-75eb-b52f-f3a9a8f03022','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,450215437,'{"kind": "skipped", "of": "v1"}',NULL,'skipped',NULL,NULL,'drain',NULL,1.7952906919095258713e+09,NULL,5,NULL,1,'COMPLETED',5,1.7952906919095258713e+09,1.79529069192234325405e+09,1.79529069192234325405e+09,'"finish"',NULL,0,12,NULL);
INSERT INTO "runs" VALUES('01a1ffa9-f953-7be4-90f1-7c784ff57d66','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,3022496535,'{"kind": "failed", "of": "v1"}',NULL,'failed',NULL,NULL,'drain',NULL,1.79529069192340660094e+09,NULL,5,NULL,1,'FAILED',2,1.79529069192340660094e+09,1.79529069193439364438e+09,1.79529069193439364438e+09,NULL,'{"code":"execution","type":"ValueError","message":"too much\nfor one line","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/wait/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/wait/tests/stores/old_store.py\", line 42, in add\n    raise ValueError(\"too much\\nfor one line\")\nValueError: too much\nfor one line\n","step_id":"add","attempt":1}',0,9,NULL);
INSERT INTO "runs" VALUES('01a1ffa9-f962-703e-91ff-61821cd6af07','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,1790921346,'{}','seven','cancelled',NULL,NULL,'drain',NULL,1.79529069193851757053e+09,NULL,5,NULL,1,'CANCELLED',4,1.79529069193851757053e+09,1.79529069219016456605e+09,1.79529069219016456605e+09,NULL,NULL,1,14,NULL);
INSERT INTO "runs" VALUES('01a1ffa9-f964-7e40-a49f-6ff2450e735a','changing','1','2fedfe00bb7c9fe42dad627508f8b2079a7e82f95ca9182710f42574cd05f7ea',0,1790921346,'{}',NULL,'suspended',NULL,NULL,'drain',NULL,1.79529069194080948823e+09,NULL,4,NULL,2,'SUSPENDED',3,1.79529069194080948823e+09,NULL,1.79529069287326478957e+09,NULL,'{"code":"definition_mismatch","type":"DefinitionMismatchError","message":"run 01a1ffa9-f964-7e40-a49f-6ff2450e735a: workflow ''changing'' version ''1'' is not the one that the run has executed; bring the code back, give the changed one a version of its own, or take the run over as it is: gorkflow migrate 01a1ffa9-f964-7e40-a49f-6ff2450e735a\n  - step ''add'' is gone; is it ''ADD'' now?\n  - step ''halve'': takes ADD instead of add"}',0,10,NULL);
INSERT INTO "runs" VALUES('01a1ffa9-f969-719d-b72c-e4da23ede2f1','waiting','1','e4fff827831141ffb3cf88edda982eee4141ac6bfadf65cb856ecb4799d358fe',0,1790921346,'{}',NULL,'waiting',NULL,NULL,'drain',NULL,1.79529069194547891618e+09,NULL,2,NULL,1,'WAITING',1,1.79529069219274473186e+09,NULL,1.79529069219725728031e+09,NULL,NULL,0,8,NULL);
INSERT INTO "runs" VALUES('01a1ffa9-fa62-7e9e-8be3-4ca56ba63ba4','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,1842515611,'{}',NULL,'retrying',NULL,NULL,'drain',1000000000.0,1.79529069219413805005e+09,2.79529069220453071594e+09,5,'01a1ffa9-f8f7-72c5-96a0-abd409f6e429',1,'RUNNING',4,1.79529069220453095434e+09,NULL,1.79529069221268129351e+09,NULL,NULL,0,11,NULL);
INSERT INTO "runs" VALUES('01a1ffa9-fb43-78b3-882c-33fbf1e8e2bb','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,1790921346,'{}',NULL,'running',NULL,NULL,'drain',1000000000.0,1.79529069241905379298e+09,2.79529069241905403129e+09,5,'01a1ffa9-f8f7-72c5-96a0-abd409f6e429',1,'RUNNING',4,1.79529069241905379298e+09,NULL,1.795290692422391653e+09,NULL,NULL,0,11,NULL);
INSERT INTO "runs" VALUES('01a1ffa9-fc1b-77e4-bed3-8477fcc30068','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,1790921346,'{}',NULL,'another',NULL,NULL,'drain',NULL,1.79529069263558912279e+09,NULL,5,'01a1ffa9-f8f7-72c5-96a0-abd409f6e429',1,'PENDING',0,NULL,NULL,1.79529069263558912279e+09,NULL,NULL,0,1,NULL);
INSERT INTO "runs" VALUES('01a1ffa9-fc1c-7a1e-8ba4-e59ac3b4ca14','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,1330857165,'{}',NULL,'pending',NULL,NULL,'drain',NULL,1.7952906926366369724e+09,NULL,5,'01a1ffa9-f8f7-72c5-96a0-abd409f6e429',1,'PENDING',0,NULL,NULL,1.7952906926366369724e+09,NULL,NULL,0,1,NULL);
INSERT INTO "runs" VALUES('01a1ffa9-fc1e-7245-916d-35513ebb3c74','summing','1','2ab484de9d8b1227bb39cd787d4756bee197ea7ceb5dbd5acd88e2c963779bf0',0,2707236321,'{"kind": "completed", "of": "v1"}',NULL,NULL,'01a1ffa9-f934-7906-b1c2-18f4c9427941',NULL,'drain',NULL,1.79529069263857197764e+09,NULL,5,'01a1ffa9-f8f7-72c5-96a0-abd409f6e429',1,'PENDING',2,NULL,NULL,1.79529069263857197764e+09,NULL,NULL,0,4,NULL);
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
INSERT INTO "schedules" VALUES('centennial','summing','1',X'3130',0,2707236321,NULL,3153600000.0,'UTC','once','skip','{"tags": {"of": "v1"}, "resource_id": null, "run_timeout_seconds": null, "on_failure": "drain"}',1.79529069263713693619e+09,1,4.94889069263713645948e+09,0,NULL,NULL,0);
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
INSERT INTO "step_executions" VALUES('01a1ffa9-f934-7906-b1c2-18f4c9427941','add',5,2,1,0,0,'COMPLETED','"read"',X'3230',NULL,0,2322626082,NULL,1.79529069189847159389e+09,1.79529069190185093874e+09,1.79529069190191483502e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ffa9-f934-7906-b1c2-18f4c9427941','finish',10,4,1,0,0,'COMPLETED','"halve"',X'322E35',NULL,0,2233083363,NULL,1.79529069190479063987e+09,1.7952906919054439068e+09,1.79529069190550732613e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ffa9-f934-7906-b1c2-18f4c9427941','halve',8,3,1,0,0,'COMPLETED','"add"',X'3130',NULL,0,2707236321,NULL,1.79529069190193080901e+09,1.7952906919047324657e+09,1.7952906919047746658e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ffa9-f934-7906-b1c2-18f4c9427941','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/wait/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/wait/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79529069189847159389e+09,1.79529069190118980409e+09,1.79529069190124440191e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ffa9-f934-7906-b1c2-18f4c9427941','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B31302C2D31305D',NULL,0,3730618441,NULL,1.79529069189224791533e+09,1.79529069189834833151e+09,1.79529069189845728871e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ffa9-f945-75eb-b52f-f3a9a8f03022','add',5,2,1,0,0,'COMPLETED','"read"',X'34',NULL,0,4088798008,NULL,1.79529069191681623458e+09,1.79529069192108869552e+09,1.79529069192114448545e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ffa9-f945-75eb-b52f-f3a9a8f03022','finish',9,4,1,0,0,'COMPLETED','"halve"',X'312E30',NULL,0,4147539765,NULL,1.79529069192116141322e+09,1.79529069192229270932e+09,1.79529069192233443254e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ffa9-f945-75eb-b52f-f3a9a8f03022','halve',8,3,0,0,0,'SKIPPED','"add"',NULL,'"add"',0,NULL,NULL,1.79529069192116141322e+09,NULL,1.79529069192116141322e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ffa9-f945-75eb-b52f-f3a9a8f03022','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/wait/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/wait/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79529069191681623458e+09,1.79529069192060804368e+09,1.79529069192065310472e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ffa9-f945-75eb-b52f-f3a9a8f03022','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B322C2D325D',NULL,0,783355516,NULL,1.7952906919095258713e+09,1.79529069191671466826e+09,1.79529069191680407525e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ffa9-f953-7be4-90f1-7c784ff57d66','add',5,NULL,1,1,0,'FAILED','"read"',NULL,NULL,0,NULL,'{"code":"execution","type":"ValueError","message":"too much\nfor one line","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/wait/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/wait/tests/stores/old_store.py\", line 42, in add\n    raise ValueError(\"too much\\nfor one line\")\nValueError: too much\nfor one line\n","step_id":"add","attempt":1}',1.79529069193273615838e+09,1.79529069193420052529e+09,1.79529069193424081806e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ffa9-f953-7be4-90f1-7c784ff57d66','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/wait/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/wait/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79529069193273615838e+09,1.7952906919337925911e+09,1.79529069193382716175e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ffa9-f953-7be4-90f1-7c784ff57d66','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B313030302C2D313030305D',NULL,0,761622427,NULL,1.79529069192340660094e+09,1.79529069193265485761e+09,1.7952906919327280521e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ffa9-f962-703e-91ff-61821cd6af07','add',5,2,1,0,0,'COMPLETED','"read"',X'3134',NULL,0,2788221432,NULL,1795290691.9415,1.79529069194883918766e+09,1.79529069194887924186e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ffa9-f962-703e-91ff-61821cd6af07','finish',10,NULL,1,0,0,'CANCELLED','"halve"',NULL,NULL,0,NULL,NULL,1.79529069195601296421e+09,1.79529069195729422568e+09,1.79529069219016456605e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ffa9-f962-703e-91ff-61821cd6af07','halve',8,3,1,0,0,'COMPLETED','"add"',X'37',NULL,0,1790921346,NULL,1.79529069194891047482e+09,1.79529069195597791672e+09,1.79529069195600485806e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ffa9-f962-703e-91ff-61821cd6af07','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/wait/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/wait/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1795290691.9415,1.79529069194614529611e+09,1.7952906919461688995e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ffa9-f962-703e-91ff-61821cd6af07','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B372C2D375D',NULL,0,2602988873,NULL,1.79529069193851757053e+09,1.79529069194142603871e+09,1.79529069194149327277e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ffa9-f964-7e40-a49f-6ff2450e735a','add',4,1,1,0,0,'COMPLETED','"read"',X'3134',NULL,0,2788221432,NULL,1.79529069194606280329e+09,1.79529069195305633543e+09,1.79529069195309138292e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ffa9-f964-7e40-a49f-6ff2450e735a','end',8,NULL,1,0,0,'RUNNING','"halve"',NULL,NULL,0,NULL,NULL,1795290691.95646,1795290691.95646,NULL,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ffa9-f964-7e40-a49f-6ff2450e735a','halve',6,2,1,0,0,'COMPLETED','"add"',X'37',NULL,0,1790921346,NULL,1.7952906919530980587e+09,1.79529069195643663408e+09,1.79529069195645308489e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ffa9-f964-7e40-a49f-6ff2450e735a','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B372C2D375D',NULL,0,2602988873,NULL,1.79529069194080948823e+09,1.79529069194600081446e+09,1.79529069194605636595e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ffa9-f969-719d-b72c-e4da23ede2f1','@sleep-1',4,1,0,0,0,'COMPLETED','"read"',NULL,'"read"',0,NULL,NULL,1.79529069219725728031e+09,1.79529069219725728031e+09,1.79529069219725728031e+09,NULL,NULL,'inline');
INSERT INTO "step_executions" VALUES('01a1ffa9-f969-719d-b72c-e4da23ede2f1','@wait-1',6,NULL,0,0,0,'WAITING',NULL,NULL,NULL,0,NULL,NULL,1.79529069219725728031e+09,1.79529069219725728031e+09,NULL,NULL,NULL,'inline');
INSERT INTO "step_executions" VALUES('01a1ffa9-f969-719d-b72c-e4da23ede2f1','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B372C2D375D',NULL,0,2602988873,NULL,1.79529069194547891618e+09,1.7952906921970889568e+09,1.79529069219724559782e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ffa9-fa62-7e9e-8be3-4ca56ba63ba4','add',5,2,1,0,0,'COMPLETED','"read"',X'36',NULL,0,498629140,NULL,1.79529069220834445953e+09,1.79529069220940113065e+09,1.79529069220942354197e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ffa9-fa62-7e9e-8be3-4ca56ba63ba4','finish',9,NULL,1,1,0,'RETRYING','"halve"',NULL,NULL,0,NULL,'{"code":"execution","type":"ConnectionError","message":"not yet","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/wait/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/wait/tests/stores/old_store.py\", line 62, in finish\n    raise ConnectionError(\"not yet\")\nConnectionError: not yet\n","step_id":"finish","attempt":1}',1.79529069220943140981e+09,1.79529069221243548393e+09,1.7952906922124745846e+09,1.79529069271268129342e+09,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ffa9-fa62-7e9e-8be3-4ca56ba63ba4','halve',8,3,0,0,0,'SKIPPED','"add"',NULL,'"add"',0,NULL,NULL,1.79529069220943140981e+09,NULL,1.79529069220943140981e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ffa9-fa62-7e9e-8be3-4ca56ba63ba4','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/wait/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/wait/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79529069220834445953e+09,1.79529069220908617972e+09,1.79529069220911216735e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ffa9-fa62-7e9e-8be3-4ca56ba63ba4','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B332C2D335D',NULL,0,181016205,NULL,1.79529069219413805005e+09,1.79529069220823097232e+09,1.79529069220833730697e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ffa9-fb43-78b3-882c-33fbf1e8e2bb','add',5,2,1,0,0,'COMPLETED','"read"',X'3134',NULL,0,2788221432,NULL,1.79529069242057371137e+09,1.79529069242167043686e+09,1.79529069242169761659e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ffa9-fb43-78b3-882c-33fbf1e8e2bb','finish',10,NULL,1,0,0,'RUNNING','"halve"',NULL,NULL,0,NULL,NULL,1.795290692422391653e+09,1.795290692422391653e+09,NULL,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ffa9-fb43-78b3-882c-33fbf1e8e2bb','halve',8,3,1,0,0,'COMPLETED','"add"',X'37',NULL,0,1790921346,NULL,1.79529069242170524591e+09,1.79529069242237591746e+09,1.79529069242238688468e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ffa9-fb43-78b3-882c-33fbf1e8e2bb','note',4,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/wait/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/wait/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79529069242057371137e+09,1.79529069242132568355e+09,1.79529069242135596272e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ffa9-fb43-78b3-882c-33fbf1e8e2bb','read',2,0,1,0,0,'COMPLETED','"@input"',X'5B372C2D375D',NULL,0,2602988873,NULL,1.79529069241905379298e+09,1.79529069242048692706e+09,1.7952906924205667972e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ffa9-fc1e-7245-916d-35513ebb3c74','add',4,NULL,0,0,0,'PENDING','"@input:add"',NULL,NULL,0,NULL,NULL,1.79529069263857197764e+09,NULL,NULL,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ffa9-fc1e-7245-916d-35513ebb3c74','note',2,1,1,1,0,'FAILED','"read"',X'226E6F206E6F746522',NULL,0,778569163,'{"code":"execution","type":"LookupError","message":"nobody takes notes","traceback":"Traceback (most recent call last):\n  File \"/tmp/wt/wait/gorkflow/runtime/attempt.py\", line 81, in run\n    encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)\n                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  File \"/tmp/wt/wait/tests/stores/old_store.py\", line 47, in note\n    raise LookupError(\"nobody takes notes\")\nLookupError: nobody takes notes\n","step_id":"note","attempt":1}',1.79529069189847159389e+09,1.79529069190118980409e+09,1.79529069190124440191e+09,NULL,NULL,'loop');
INSERT INTO "step_executions" VALUES('01a1ffa9-fc1e-7245-916d-35513ebb3c74','read',1,0,1,0,0,'COMPLETED','"@input"',X'5B31302C2D31305D',NULL,0,3730618441,NULL,1.79529069189224791533e+09,1.79529069189834833151e+09,1.79529069189845728871e+09,NULL,NULL,'loop');
CREATE TABLE step_inputs (
    run_id TEXT NOT NULL,
    step_id TEXT NOT NULL,
    input BLOB NOT NULL,
    arm INTEGER NOT NULL,
    checksum INTEGER NOT NULL,
    PRIMARY KEY (run_id, step_id)
) STRICT, WITHOUT ROWID;
INSERT INTO "step_inputs" VALUES('01a1ffa9-fc1e-7245-916d-35513ebb3c74','add',X'5B31345D',0,3054569126);
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
