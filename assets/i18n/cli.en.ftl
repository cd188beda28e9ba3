# Texts of homewarden-cli. Messages go to standard error; tables to standard output.

## Scan

# Shown on one line of a terminal while a look runs. $devices: how many were found. $seconds: time left.
cli-scan-looking = { $devices ->
    [one] Found 1 device so far. About { $seconds } seconds left.
   *[other] Found { $devices } devices so far. About { $seconds } seconds left.
}
# $devices: how many. $network: the network's name.
cli-scan-done = { $devices ->
    [one] Found 1 device on { $network }.
   *[other] Found { $devices } devices on { $network }.
}
# After Ctrl-C. $devices: how many.
cli-scan-stopped = { $devices ->
    [one] Stopped. 1 device was found and kept.
   *[other] Stopped. { $devices } devices were found and kept.
}
# $packets: datagrams sent. $connections: connections made.
cli-scan-sent = We sent { $packets } short messages and opened { $connections } connections.
cli-scan-not-checked = We could not check this:
cli-gap-silent-ipv6 = Devices that have only IPv6 and stay silent. Your system does not let us ask them.
# $range: the addresses that were asked.
cli-gap-outside = Addresses outside { $range }. The network is too large to ask them all.
cli-gap-names = Some names that your router gives. The look was over before we asked for all.
cli-gap-unasked = What some devices are. The look was over before we had asked all.
# $device: its address.
cli-gap-unanswered = { $device } was slow or broke off, so we asked it no more.
# $device: its address.
cli-gap-certificate = The certificate of { $device }. It uses an old way to talk in private, which we cannot read.
# $what: the technical name of what failed.
cli-gap-system = { $what }. Your system did not allow it.
# $count: how many odd answers were set aside.
cli-scan-oddities = { $count ->
    [one] One odd answer was set aside.
   *[other] { $count } odd answers were set aside.
}
# $name: the home that we know. $count: how many of its devices are here.
cli-same-home-question = Same home, new router? { $count } devices of “{ $name }” are here.
# Asked on a terminal after the question.
cli-same-home-ask = Type y for yes or n for no:
cli-same-home-how = To answer, run the scan again with --same-home yes or --same-home no.
cli-same-home-joined = The two are one home now. Your notes are kept.
cli-same-home-apart = They stay two homes. We will not ask this again.

## Lists

cli-column-name = Name
cli-column-kind = Kind
cli-column-maker = Maker
cli-column-address = Address
cli-column-state = State
cli-column-id = Id
cli-column-when = When
cli-column-what = What
cli-column-device = Device
cli-column-messages = Messages
cli-column-connections = Connections
cli-column-bytes = Bytes
cli-column-most = Most in a second
cli-devices-none = No devices are known yet. Run “homewarden-cli scan” first.
cli-changes-none = Nothing has changed.
cli-ledger-none = Nothing was sent yet.
cli-no-name = no name

## One device

cli-device-notes = What you wrote
cli-device-claims = Why we think so
cli-device-evidence = What we saw
# $field: what it is about. $value: what we think. $confidence: how sure we are, in words.
cli-device-claim = { $field }: { $value } ({ $confidence })
# $what: what we only guess.
cli-guessed = { $what }?
cli-confidence-certain = certain
cli-confidence-likely = likely
cli-confidence-guess = a guess
# $other: the id of the other device.
cli-device-maybe-same = This may be the same device as { $other }.

## Export and import

# $devices: how many. $file: where.
cli-exported = { $devices ->
    [one] 1 device was written to { $file }.
   *[other] { $devices } devices were written to { $file }.
}
# $added: new ones. $known: those that were here.
cli-imported = Added { $added } devices. { $known } were known here before.

## What went wrong, and what to do

# $name: the network's name.
cli-error-no-consent = Nobody has agreed yet to look at { $name }. If it is yours to check, run this again with --i-may-scan-this-network.
cli-error-no-consent-managed = An employer seems to manage this computer. Ask them first.
# $addresses: how many addresses the network has.
cli-error-no-consent-large = This network is large: { $addresses } addresses. Make sure that you may check it.
cli-error-no-network = This computer is on no home network now. Join your Wi-Fi or plug in the cable, then try again.
# $interface: the name that was given.
cli-error-no-interface = The network card { $interface } cannot be used. It is off, unknown or on no home network.
cli-error-busy = A look is running now. Wait for its end, then try again.
# $by: who.
cli-error-held = Another Homewarden is writing now: { $by }. Close it, then try again.
# $why: the system's words.
cli-error-data = The data folder cannot be used: { $why }. Check the folder or name another with --data.
cli-error-no-data-folder = The system names no home folder. Name a data folder with --data.
# $id: what was asked for.
cli-error-no-device = There is no device { $id }. Run “homewarden-cli devices” to see them all.
# $file: the file. $why: the system's words.
cli-error-file = The file { $file } cannot be used: { $why }. Check its name and try again.
# $why: what happened.
cli-error-failed = This did not work: { $why }. Try again.

## Notices about the data folder

# $broken: where the broken file is now. $backup: the copy that was opened.
cli-notice-restored = The data file was broken. We opened the last good copy: { $backup }. The broken file is kept: { $broken }.
# $broken: where the broken file is now.
cli-notice-set-aside = The data file was broken, and there was no good copy. We begin a new list. The broken file is kept: { $broken }.
# $backup: the copy that was opened.
cli-notice-missing = The data file was gone. We opened the last good copy: { $backup }.
# $why: the system's words.
cli-notice-no-backup = Today’s copy of the data could not be made: { $why }. Check the free space on your disk.
# $path: the folder.
cli-notice-folder-open = Others can look into the folder { $path }. Choose a folder of your own.
