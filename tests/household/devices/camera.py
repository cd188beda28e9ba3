"""An ONVIF camera by ipycam: NAME ADDRESS MODEL SERIAL."""

import sys
import time

from ipycam import CameraConfig, IPCamera


def main() -> None:
    name, address, model, serial = sys.argv[1:5]
    config = CameraConfig(
        name=name, manufacturer="Hikvision", model=model, serial_number=serial, local_ip=address, web_port=8081
    )
    camera = IPCamera(config)
    if not camera.start():
        raise SystemExit("ipycam did not start")
    while True:
        time.sleep(3600)


main()
