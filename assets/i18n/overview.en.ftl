# The home page: how things stand, what to do next, what we could not check. Ids begin with "status-", "step-" and "gap-".

## How the home stands

# $n: how many things.
status-now =
    { $n ->
        [one] One thing needs you now.
       *[other] { $n } things need you now.
    }
# $n: how many things.
status-todo =
    { $n ->
        [one] One thing to do when you have time.
       *[other] { $n } things to do when you have time.
    }
status-not-enough = We have not checked enough to say.
status-nothing = Nothing needs you right now.

## What to do next

step-look-again = Look at your home again
step-look-again-why = Our last look is old. Things may have changed.
# $devices: how many are left.
step-tell-devices =
    { $devices ->
        [one] Tell us whose { $devices } device is
       *[other] Tell us whose { $devices } devices are
    }
step-tell-devices-why = Then a new one stands out at once.
# $name: the name of one of the two entries.
step-same-device = Is { $name } in the list twice?
step-same-device-nameless = Is one device in the list twice?
step-same-device-why = Two entries look alike. They may be one device.

## What we could not check

# $devices: how many.
gap-no-name =
    { $devices ->
        [one] { $devices } device gave us no name.
       *[other] { $devices } devices gave us no name.
    }
# $devices: how many.
gap-no-kind =
    { $devices ->
        [one] We do not know for sure what { $devices } device is.
       *[other] We do not know for sure what { $devices } devices are.
    }
gap-addresses = Your network is large. We asked the first 4,096 addresses only.
gap-silent = Some quiet devices may be missing. This computer did not let us call them.
gap-router-names = We ran out of time to ask your router for all names.
gap-sleepers = Devices that woke up late may be missing. We asked a few times only.
gap-not-allowed = This computer did not let us ask all our questions.
gap-unanswered = Some devices were slow or broke off, so we asked them no more.
gap-unasked = We ran out of time to ask every device what it is.
gap-certificates = Some devices use an old way to talk in private, which we cannot read.
# $count: how many answers.
gap-oddities =
    { $count ->
        [one] We could not read { $count } answer.
       *[other] We could not read { $count } answers.
    }
gap-passwords = This version does not test passwords.
gap-doors = This version does not look for open doors.
gap-updates = This version does not look for updates.
