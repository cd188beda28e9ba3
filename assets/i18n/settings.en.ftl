# Settings, the page on what cannot be seen, and the keys. Ids begin with "settings-", "unseen-" and "key-".

## How it looks

settings-look = Look
settings-theme = Colors
settings-theme-system = As the computer
settings-theme-light = Light
settings-theme-dark = Dark
settings-contrast = Contrast
settings-contrast-system = As the computer
settings-contrast-more = More
settings-motion = Motion
settings-motion-system = As the computer
settings-motion-less = None
settings-text-size = Text size
# $percent: of the usual size.
settings-text-size-percent = { $percent } %

## Homes

settings-homes = Homes
settings-home-name = Name of the home
# $devices: how many.
settings-home-devices =
    { $devices ->
        [one] { $devices } device
       *[other] { $devices } devices
    }

## Your data

settings-data = Your data
settings-data-text = Your list is kept on this computer only. You can take it with you or delete it.
settings-folder = Folder:
# $devices: how many. $megabytes: how large.
settings-size =
    { $devices ->
        [one] { $devices } device, { $megabytes } MB with backups
       *[other] { $devices } devices, { $megabytes } MB with backups
    }
settings-open-folder = Open the folder
settings-export-json = Save a copy (all of it)
settings-export-csv = Save a table (CSV)
settings-import = Add from a copy
# $devices: how many. $path: the file.
settings-exported =
    { $devices ->
        [one] { $devices } device was saved to { $path }
       *[other] { $devices } devices were saved to { $path }
    }
# $added: new ones. $known: those that were here.
settings-imported = We added { $added } devices and knew { $known } already. Nothing of yours was replaced.
settings-erase = Delete all
settings-erase-text = This deletes your list, your notes and all backups from this computer.
settings-erase-title = Delete all?
# $devices: how many.
settings-erase-what =
    { $devices ->
        [one] We delete { $devices } device, your notes, your settings and every backup. This cannot be undone. Save a copy first if you may want it.
       *[other] We delete { $devices } devices, your notes, your settings and every backup. This cannot be undone. Save a copy first if you may want it.
    }
settings-erase-tick = I want to delete it all.
settings-erase-keep = Keep my list
settings-erase-now = Delete it now

## Example and about

settings-example = Example
settings-example-text = See a made-up home with 22 devices. Your own list stays as it is.
settings-example-show = Show the example
settings-example-now = You see the example now. Leave it to get to your own data.
settings-about = About
settings-about-text = Homewarden works without an account. It sends nothing to the internet.

## What this app can't see

unseen-intro = No app on one computer sees it all. This is what stays hidden, so that you do not rely on it.
unseen-never = What we can never see
unseen-traffic = What you do online.
unseen-traffic-text = We do not read what your devices send.
unseen-passwords = How good a password is.
unseen-passwords-text = We do not guess passwords.
unseen-accounts = Your accounts with makers.
unseen-accounts-text = Someone may still be signed in there. Check in the maker’s app.
unseen-inside = The inside of a phone or computer.
unseen-inside-text = We see that it is there, not what runs on it.
unseen-networks = Other networks.
unseen-networks-text = We see only the network that this computer is on. Guest Wi-Fi is a network of its own.
unseen-off = Devices that are off or asleep.
unseen-off-text = Look again when they are on.
unseen-behind = Things behind a hub.
unseen-behind-text = Bulbs and sensors of a hub have no address of their own.
unseen-hiding = Devices that hide.
unseen-hiding-text = One that never answers looks like no device at all.
unseen-not-yet = What this version does not look at yet
unseen-doors = Open doors.
unseen-doors-text = We do not test if a device opens without a password.
unseen-updates = Updates.
unseen-updates-text = We do not look up if a newer version is out. Check in the maker’s app.
unseen-back = Back to my home

## Keys

key-heading = Keys
key-close = Close
key-tab = Go to the next thing
key-regions = Go to the next part of the window
key-places = Home, Devices, Settings
key-search = Search devices
key-arrows = Move in the list and in the map
key-enter = Open
key-escape = Close what is on top
key-text-size = Larger, smaller or usual text
key-keys = Show these keys
