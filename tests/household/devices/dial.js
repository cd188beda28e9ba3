// A DIAL receiver by peer-dial on port 3000: ADDRESS UUID NAME MAKER MODEL. It can start no application.
const http = require("http");
const dial = require("peer-dial");
const express = require("express");

const [host, uuid, friendlyName, manufacturer, modelName] = process.argv.slice(2);
const expressApp = express();
expressApp.disable("etag"); // this old express hashes with MD4, which Node no longer has
const server = http.createServer(expressApp);
const dialServer = new dial.Server({
  expressApp, host, uuid, friendlyName, manufacturer, modelName, port: 3000, prefix: "/dial",
  delegate: {
    getApp: () => null,
    launchApp: (name, data, done) => done(null),
    stopApp: (name, pid, done) => done(false),
  },
});
server.listen(3000, () => dialServer.start());
