INSERT INTO homes VALUES ('h1', 'Home', 0);
INSERT INTO networks VALUES ('n1', 'h1', 'net', NULL, NULL, NULL, 'eth0', 0, 0);
INSERT INTO devices VALUES ('d1', 'h1', 0, 0, 'here', NULL, NULL);
INSERT INTO evidence VALUES ('d1', 'n1', '10.0.0.1', 'gateway', '{"fact":"gateway"}', 0, 0);
INSERT INTO evidence VALUES ('d1', 'n1', '10.0.0.1', 'of-tomorrow', '{"fact":"of-tomorrow","x":1}', 0, 0);
INSERT INTO evidence VALUES ('d1', 'n1', '10.0.0.1', 'rotten', '{"fa', 0, 0);
INSERT INTO evidence VALUES ('d1', 'n1', '10.0.0.1', 'not-utf-8', CAST(x'ff22fe' AS TEXT), 0, 0);
INSERT INTO evidence VALUES ('d1', 'n1', 'nowhere', 'gateway', '{"fact":"gateway"}', 0, 0);
