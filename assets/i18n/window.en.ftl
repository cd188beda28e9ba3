# The window. Ids begin with "window-". Grade 6, short sentences, no fear, no cheers.

## The frame

window-loading = Opening your list…
window-network = Network
window-computer-managed = An employer seems to manage this computer.
# $addresses: how many addresses the network has.
window-network-large = This network has { $addresses } addresses. That is more than a home has.
window-tick = I may look at this network.

## Before the first look: each line names what is done

window-consent-heading = Before we look
window-consent-not = We do not read what you do online. We try no passwords.
window-consent-time = It takes about half a minute. You can stop at any time.

# $network: the network's name.
window-look = Look at { $network }
window-look-again = Look again
window-stop = Stop
window-try-again = Try again

window-no-network-heading = You are not on a network
window-no-network-text = Join your Wi-Fi or plug in a cable. Then look again.

## While and after looking

window-looking = Looking…
# $seconds: how long it still takes, in steps of five.
window-seconds-left = About { $seconds } seconds left.
window-almost-done = Almost done.
# $devices: how many.
window-found-so-far =
    { $devices ->
        [0] Nothing found so far.
        [one] { $devices } device found so far.
       *[other] { $devices } devices found so far.
    }
# $devices: how many.
window-found =
    { $devices ->
        [0] We found no devices.
        [one] We found { $devices } device.
       *[other] We found { $devices } devices.
    }
# $devices: how many.
window-stopped =
    { $devices ->
        [0] Stopped. We found no devices yet.
        [one] Stopped. We found { $devices } device.
       *[other] Stopped. We found { $devices } devices.
    }

## The list

window-devices = Devices
# $devices: how many.
window-devices-count =
    { $devices ->
        [one] { $devices } device
       *[other] { $devices } devices
    }
window-devices-none-heading = No devices yet
window-devices-none-text = We have not looked. It takes about half a minute.
window-devices-none-found = Your router may keep devices apart, or a firewall may have stopped us.
# $what: what we think the device is.
window-guess = { $what } (a guess)
window-device-no-name = No name
# $count: how many more.
window-more-addresses =
    { $count ->
        [one] and { $count } more address
       *[other] and { $count } more addresses
    }
window-seen-today = Seen today
window-seen-yesterday = Seen yesterday
# $day: the day, such as "Tuesday, 3 March".
window-seen-on = Seen on { $day }

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
