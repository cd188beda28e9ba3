# The way to a first look at a network. Ids begin with "welcome-". What is agreed to stands in consent.en.ftl.

## Before the first look: each line names what is done

welcome-heading = See what is on your network
welcome-text = We list each device on it and say what each one seems to be. You stay in charge.
welcome-network-choice = Which network
welcome-network-wired = your wired network
welcome-network-unnamed = your Wi-Fi
# The router's address follows.
welcome-network-router = The router is at
# $addresses: how many addresses the network has.
welcome-network-addresses = It has { $addresses } addresses.
welcome-vpn = A VPN is on. It may hide your home network from us.
welcome-heading-consent = What we do when you say yes
welcome-identify-choice = You can leave this out.
welcome-not = We do not read what you do online. We try no passwords.
welcome-time = It takes about half a minute. You can stop at any time.
# $addresses: how many addresses the network has.
welcome-large = This network has { $addresses } addresses. That is more than a home has. Only look if you are allowed.
welcome-managed = An employer seems to manage this computer. Only look if you are allowed.
welcome-tick = I may look at this network.
# $network: the network's name.
welcome-look = Look at { $network }
welcome-example = Show me an example first
welcome-not-mine = This is not my network
welcome-not-mine-text = Then do not look here. Join your own network first, and come back.
welcome-back = Back to my home
welcome-back-start = Back to the start

## No network

welcome-no-network-heading = You are not on a network
welcome-no-network-text = Join your Wi-Fi or plug in a cable. Then look again.
welcome-try-again = Try again

## While and after looking

# $network: the network's name.
welcome-looking = Looking at { $network }
welcome-looking-text = New devices come at the end of the list. Many homes have about 20.
welcome-progress = How far the look is
welcome-stop = Stop
# $seconds: how long it still takes, in steps of five.
welcome-seconds-left = About { $seconds } seconds left.
welcome-almost-done = Almost done.
# $devices: how many.
welcome-found-so-far =
    { $devices ->
        [0] Nothing found so far.
        [one] { $devices } device found so far.
       *[other] { $devices } devices found so far.
    }
# $devices: how many.
welcome-found =
    { $devices ->
        [0] We found no devices.
        [one] We found { $devices } device.
       *[other] We found { $devices } devices.
    }
# $devices: how many.
welcome-stopped =
    { $devices ->
        [0] Stopped. We found no devices yet.
        [one] Stopped. We found { $devices } device.
       *[other] Stopped. We found { $devices } devices.
    }
welcome-failed = The look did not work
welcome-only-you = We found only this computer. Your router may keep devices apart, or a firewall may have stopped us. Try again later.
# $known: how many we know. $left: how many are left.
welcome-help-later = You have told us about { $known } so far. Help us with the other { $left } later.
welcome-go-home = Show my home
