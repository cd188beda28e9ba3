# The home page's own words. Ids begin with "home-". How things stand, steps and gaps: overview.en.ftl.

## The head

home-never-looked = We have not looked yet.
# $when: such as "10 minutes ago".
home-last-look = Last look: { $when }.
# This computer counts as told. $known: how many the person told about. $devices: how many there are.
home-known =
    { $devices ->
        [one] You have told us about { $known } of { $devices } device.
       *[other] You have told us about { $known } of { $devices } devices.
    }
# $count: how many things.
home-gap-count =
    { $count ->
        [one] { $count } thing we could not check
       *[other] { $count } things we could not check
    }
home-look-again = Look again
# $network: the network's name.
home-new-network = You are on a network that we have not looked at: { $network }.

## Next steps

home-steps = Next steps
home-no-steps = There is nothing to do right now.
# $minutes: how many.
home-minutes =
    { $minutes ->
        [one] About { $minutes } minute.
       *[other] About { $minutes } minutes.
    }
home-later = Later
home-start-tell-devices = Show me
home-start-same-device = Compare them
home-start-look-again = Look again

## What changed

home-changes = What changed
home-no-changes = Nothing changed so far.
home-all-changes = Show more changes

## What we could not check

home-gaps = What we could not check
# $count: how many more devices.
home-gap-more =
    { $count ->
        [one] and { $count } more
       *[other] and { $count } more
    }
home-gaps-more = What this app can never see

## Same home, new router

home-same-home = Same home, new router?
# $matches: how many devices. $name: the home that we know.
home-same-home-text = { $matches } devices of “{ $name }” are here too. If it is the same home, your notes stay together.
home-same-home-same = It is the same home
home-same-home-other = It is another home
