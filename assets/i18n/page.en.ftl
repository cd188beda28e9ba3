# The page of one device. Ids begin with "page-". Technical words stand under Details only.

## The head

page-back = All devices
page-back-label = Back
page-missing = This device is not in the list
page-missing-text = It may be part of another device now. Go back to all devices.

## Whose it is

page-whose = Is this yours?
page-whose-text = If you know it, say so. Then a stranger stands out at once.
page-whose-named = You gave it a name. Say whose it is, too, if you like.
page-guest-ends = This mark ends by itself after 30 days.
page-unsure-text = Ask the people you live with. If it stays a riddle, unplug things one by one and look again.

## What you say about it

page-about = What you say about it
page-field-name = Name
page-room = Room
page-owner = Who it belongs to
page-purpose = What it is for
page-notes = Notes
page-criticality = How bad is it if it fails?
page-criticality-high = Very bad
page-criticality-medium = Annoying
page-criticality-low = Not bad
# $how: one of the three choices. $why: the reason.
page-criticality-default = Until you choose, we take “{ $how }”. { $why }
page-criticality-why-way = All your devices go online through it.
page-criticality-why-files = It keeps your files or runs things for others.
page-criticality-why-pictures = It sees or keeps pictures of your home.
page-criticality-why-door = It guards your home.
page-criticality-why-money = It takes money.
page-criticality-why-link = Other devices go online through it.
page-criticality-why-house = Other things in the house depend on it.
page-criticality-why-own = People need it each day.
page-criticality-why-unknown = We do not know what it is yet.
page-criticality-why-little = Little depends on such a device.
page-saved = Saved

## What does not fit together

page-clash = Two signs do not fit together
page-clash-text = It may have parts of two makers. Or it may pretend to be what it is not. Look at the thing itself. Then correct what is wrong.
# $one: a maker. $other: another maker.
page-clash-vendor = One sign says that { $one } made it. Another says { $other }.
# $one: what it may be. $other: what else it may be.
page-clash-kind = One sign says “{ $one }”. Another says “{ $other }”.

## Why we think so

page-why = Why we think so
page-field-kind = What it is
page-field-vendor = Maker
page-field-model = Model
page-field-firmware = Software version
page-not-known = We do not know yet.
page-told = You told us
page-sure-certain = It says so itself
page-sure-likely = Likely
page-sure-guess = Our guess
page-we-thought = We thought:
page-or = Or:
# $day: "today", "yesterday" or "on Tuesday, March 3".
page-seen = Seen { $day }.
# $count: how many more signs.
page-more-evidence =
    { $count ->
        [one] and { $count } more sign
       *[other] and { $count } more signs
    }
page-correct = Correct
page-tell = Tell us
# $what: which statement.
page-correct-what = Correct: { $what }
page-untell = Use your own guess again
page-firmware-hint = It often stands in its app, under “About”.
page-sample = Save my correction for the makers of this app
page-sample-text = You corrected us. You can help others with that. The file has no names, no addresses and no serial numbers. We send nothing.
# $path: the file.
page-sample-written = Written to { $path }. Have a look before you give it to anyone.
page-offers = It offers:
page-sensors = What it can sense:

## One device or two

page-maybe-same = Is it in the list twice?
# $name: the other entry.
page-merge-with = It is the same as { $name }
page-same = It is the same as another
# $name: this device.
page-same-title = Which one is the same as { $name }?
page-same-text = The two become one entry. Your notes on both stay. You can undo it under History.
# $count: how many more.
page-same-more =
    { $count ->
        [one] { $count } more. Search to find it.
       *[other] { $count } more. Search to find them.
    }
page-split = These are two devices
page-split-title = Which address is the other device?
page-split-text = What we saw at that address becomes an entry of its own. You can undo it under History.

## History

page-history = History
page-personal = For people’s own devices we keep the day only. We make no log of who comes and goes.

## Details

page-details = Details
page-addresses = Addresses
page-macs = Hardware address
page-macs-private = Hardware address (made up, may change)
page-hostnames = Names on the network
page-ports = Services
page-networks = Seen on
page-first-seen = First seen
page-sent = What we sent to it
# $packets: short messages. $connections: connections. $bytes: how much in all.
page-sent-text = { $packets } short messages, { $connections } connections, { $bytes } bytes
page-raw = What we saw, word for word
page-id = Its number here
