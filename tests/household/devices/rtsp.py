"""GStreamer's RTSP server on port 554; it makes pictures only while someone watches."""

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtspServer  # noqa: E402

Gst.init(None)
server = GstRtspServer.RTSPServer()
server.set_service("554")
factory = GstRtspServer.RTSPMediaFactory()
factory.set_launch("( videotestsrc ! video/x-raw,framerate=5/1 ! jpegenc ! rtpjpegpay name=pay0 )")
factory.set_shared(True)
server.get_mount_points().add_factory("/Streaming/Channels/101", factory)
server.attach(None)
GLib.MainLoop().run()
