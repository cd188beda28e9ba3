# The window's frame, and what is said on more than one screen. Ids begin with "window-". Grade 6, short sentences, no fear, no cheers.

## The frame

# $place: the place of the window that is shown.
window-title = { $place } – Homewarden
window-skip = Skip to the main part
window-nav = Places
window-nav-home = Home
window-nav-devices = Devices
window-nav-settings = Settings
window-nav-senses = What can see or hear here
window-nav-unseen = What this app can't see
window-nav-keys = Keys
window-menu = Menu
window-home-choice = Which home
window-home-unnamed = My home
window-loading = Opening your list…
window-save = Save
window-not-now = Not now
window-undo = Undo

## The example

window-example-label = Example
window-example = This is an example home. None of it is real, and nothing is sent.
window-example-leave = Leave the example

## Devices in words

# $what: what we think the device is.
window-guess = { $what } (our guess)
window-device-no-name = No name
# $day: "today", "yesterday" or "on Tuesday, March 3".
window-seen = Seen { $day }

## Moments

window-day-today = today
window-day-yesterday = yesterday
# $day: the day, such as "Tuesday, March 3".
window-day-on = on { $day }
# $day: "today" or "yesterday". $time: the time of day.
window-day-at = { $day } at { $time }
window-ago-now = just now
# $minutes: how many.
window-ago-minutes =
    { $minutes ->
        [one] { $minutes } minute ago
       *[other] { $minutes } minutes ago
    }

## Starting, and notes about the list

window-start-failed-heading = Homewarden could not start
# $by: who writes.
window-start-held =
    Another Homewarden is using your list now: { $by }.
    Only one may write at a time. Wait until it is done, or close it.
# $path: the folder. $why: the system's words.
window-start-unusable =
    We cannot use { $path }: { $why }.
    Check that the folder is yours and that the disk is not full.
window-start-newer =
    A newer Homewarden wrote your list. We left it as it is.
    Install the newer one to go on.
# $why: the system's words.
window-start-other = We could not open your list: { $why }. Nothing was changed.
window-start-no-folder =
    We found no folder to keep your list in.
    Start Homewarden with --data and the path of a folder.
window-start-failed-close = Then close this window and start Homewarden again.
# $path: where the old file is now.
window-notice-restored = Your list could not be read, so we opened the last copy. The old file is kept at { $path }.
# $path: where the old file is now.
window-notice-set-aside = Your list could not be read, so we start a new one. The old file is kept at { $path }.
window-notice-missing = Your list was gone, so we opened the last copy.
# $why: the system's words.
window-notice-no-backup = We could not make today's copy of your list: { $why }
# $path: the folder.
window-notice-folder-open = Others who use this computer may open the folder { $path }.
window-notice-close = Close this note

## When something was refused

window-refused-no-consent = We need your yes before we look at this network.
window-refused-no-network = We found no network that we can look at. Join your Wi-Fi or plug in a cable. Then look again.
window-refused-busy = We are looking already.
window-refused-example = This is an example. Leave it first, then try again.
# $path: the file. $why: the system's words.
window-refused-file = We cannot use { $path }: { $why }. Choose another place.
# $path: the file.
window-refused-not-ours = We cannot read { $path }. Choose a file that Homewarden wrote.
# $path: the file.
window-refused-file-newer = A newer Homewarden wrote { $path }. Install the newer one to read it.
# $why: what happened.
window-failed = That did not work: { $why }
