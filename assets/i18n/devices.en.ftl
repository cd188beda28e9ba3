# What devices are, how they are, and what they offer. Short names for lists.

## Kinds of device

kind-router = Router
kind-mesh-node = Mesh box
kind-access-point = Wi-Fi point
kind-switch = Network switch
kind-computer = Computer
kind-phone = Phone
kind-tablet = Tablet
kind-tv = TV
kind-media-player = Media player
kind-media-server = Media server
kind-speaker = Speaker
kind-printer = Printer
kind-scanner = Scanner
kind-nas = Storage (NAS)
kind-camera = Camera
kind-doorbell = Doorbell
kind-recorder = Video recorder
kind-hub = Smart home hub
kind-plug = Smart plug
kind-light = Light
kind-sensor = Sensor
kind-thermostat = Heating control
kind-lock = Lock
kind-alarm = Alarm
kind-appliance = Home appliance
kind-vacuum = Robot cleaner
kind-console = Game console
kind-wearable = Watch or wearable
kind-voip = Desk phone
kind-server = Server
kind-car = Car
kind-energy = Solar or charger
kind-ups = Backup battery (UPS)
kind-payment-terminal = Card reader
kind-unknown = Not known yet

## States

state-here = Here
state-asleep = Asleep
state-away = Away

## What devices offer

offers-airplay = Plays sound and pictures (AirPlay)
offers-appliance = Can be run from an app
offers-backup = Keeps backups
offers-camera = Shows live pictures
offers-cast = Plays what a phone sends (cast)
offers-energy = Tells how much power flows
offers-files = Shares files
offers-heat = Sets the heating
offers-home = Works with a smart home
offers-light = Sets lights
offers-media = Plays or keeps films and music
offers-messages = Passes on messages of gadgets (MQTT)
offers-music = Plays music
offers-network = Runs the network
offers-page = Has a web page
offers-phone = Makes phone calls
offers-power = Watches a backup battery
offers-print = Prints
offers-remote = Can be run from another device
offers-scan = Scans paper
