# What changed in a home. Ids begin with "change-". Each text about a device stands twice: with its name, and without one.

## Devices that come and go

# $name: the device's name.
change-new = { $name } was seen for the first time.
change-new-nameless = A device was seen for the first time.
# $name: the device's name.
change-back = { $name } is back.
change-back-nameless = A device without a name is back.
# $name: the device's name.
change-away = { $name } did not answer any more.
change-away-nameless = A device without a name did not answer any more.

## Devices that change

# $name: the device's name.
change-address = { $name } has a new address.
change-address-nameless = A device without a name has a new address.
# $name: the device's name.
change-offers = { $name } offers something new.
change-offers-nameless = A device without a name offers something new.
# $name: the device's name.
change-no-longer-offers = { $name } no longer offers something that it did before.
change-no-longer-offers-nameless = A device without a name no longer offers something that it did before.
change-conflict = Two devices used the same address. One of them may lose its way.
change-router = Your home has a new router.

## What you did

# $name: the device's name.
change-notes = You changed your notes on { $name }.
change-notes-nameless = You changed your notes on a device.
# $name: the device's name.
change-import = A file had other notes on { $name }. Yours stayed.
change-import-nameless = A file had other notes on a device. Yours stayed.
# $name: the device's name.
change-joined = Two entries became one: { $name }.
change-joined-nameless = Two entries became one device.
# $name: the device's name.
change-split = { $name } was split in two.
change-split-nameless = A device was split in two.
# $name: the device's name.
change-undone = You took back a change to { $name }.
change-undone-nameless = You took back a change to a device.
