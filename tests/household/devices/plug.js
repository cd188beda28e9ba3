// A TP-Link Kasa plug by tplink-smarthome-simulator: ADDRESS MAC MODEL NAME.
const { Device, UdpServer } = require("tplink-smarthome-simulator");

const [address, mac, model, alias] = process.argv.slice(2);
const deviceId = `8006${mac.replace(/:/g, "").toUpperCase()}`.padEnd(40, "0");
const device = new Device({ port: 9999, address, model, data: { alias, mac, deviceId } });
device.start();
UdpServer.start();
