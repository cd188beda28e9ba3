"""A HomeKit accessory by HAP-python: NAME ADDRESS IDENTITY PIN CATEGORY."""

import sys

from pyhap.accessory import Accessory
from pyhap.accessory_driver import AccessoryDriver
from pyhap.const import CATEGORY_LIGHTBULB, CATEGORY_SENSOR


class Lamp(Accessory):
    category = CATEGORY_LIGHTBULB

    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.add_preload_service("Lightbulb")


class Thermometer(Accessory):
    category = CATEGORY_SENSOR

    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.add_preload_service("TemperatureSensor")


def main() -> None:
    name, address, identity, pin, category = sys.argv[1:6]
    driver = AccessoryDriver(
        address=address,
        port=51826,
        persist_file="/run/accessory.state",
        pincode=pin.encode(),
        mac=identity,
        interface_choice=[address],
    )
    kind = Lamp if category == "lightbulb" else Thermometer
    driver.add_accessory(kind(driver, name))
    driver.start()


main()
