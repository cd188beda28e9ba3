# The list of devices and the map. Ids begin with "list-" and "map-".

## The table

# $devices: how many.
list-caption =
    { $devices ->
        [one] { $devices } device
       *[other] { $devices } devices
    }
list-column-tick = Choose
list-column-device = Device
list-column-maker = Maker
list-column-room = Room
list-column-state = State
list-group-ask = Whose are these?
list-group-no-room = No room yet
list-this-computer = This computer
list-pages = Pages
list-page-before = Page before
list-page-next = Next page
# $page: which page. $pages: how many there are.
list-page = Page { $page } of { $pages }

## Search, filters, order

list-views = View
list-view-list = List
list-view-map = Map
list-search = Search devices
list-filter = Show
list-filter-all = All
list-filter-no-name = Whose?
list-filter-here = Here now
list-filter-away = Away
list-filter-ours = Ours
list-filter-guest = Guests’
list-filter-unsure = Not sure
list-filter-senses = Can see or hear
list-filter-twins = Maybe twice
list-sort = Order
list-sort-room = By room
list-sort-name = By name
list-sort-kind = By kind
list-sort-seen = Seen last
list-sort-new = Newest first

## Whose, which room, what name

list-whose = Whose is it?
# $name: the device.
list-whose-of = Whose is { $name }?
list-mark-ours = It is ours
list-mark-guest = A guest’s
list-mark-unsure = Don’t know
# $count: how many devices. $mark: what was chosen.
list-marked =
    { $count ->
        [one] { $count } device: { $mark }
       *[other] { $count } devices: { $mark }
    }
list-name-it = Name it
# $name: the device.
list-name-of = Name { $name }
list-name-save = Save name
# $name: the new name.
list-named = It is called { $name } now.
list-selection = What to do with the chosen ones
# $count: how many.
list-selected = { $count } chosen
# $name: the device.
list-tick = Choose { $name }
list-select-none = Choose none
list-room-set = Put in room
# $count: how many. $room: the room.
list-room-was-set =
    { $count ->
        [one] { $count } device is in { $room } now.
       *[other] { $count } devices are in { $room } now.
    }

## Nothing to show

list-none = No devices yet
list-none-yet = No devices so far
list-none-text = We have not looked. It takes about half a minute.
list-none-filter = No device is like this now.
# $search: what was typed.
list-none-match = No device matches “{ $search }”.
list-clear = Show all devices

## The map

map-heading = Map of your home
map-legend = A full line means we saw it. A dotted line means we do not know. Rooms are as you told us. A question mark is our guess.
map-tree = The same as a list
# For screen readers. $name: home, network, room or device. $note: what we know of it.
map-item = { $name }, { $note }
map-no-room = No room yet
map-network-wired = Wired network
map-network-wireless = Wi-Fi network
map-network-none = Not seen on a network yet
map-measured = we saw it on this network
map-not-measured = we do not know where
map-room-told = you told us
map-room-unknown = you can tell us
