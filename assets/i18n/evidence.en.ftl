# Why we think so: what was seen, in plain words. Ids begin with "evidence-".

## What a device said or showed

evidence-this-computer = This is the computer that you sit at.
evidence-way-out = Your network goes online through it.
evidence-answered = It answered when we asked who is there.
evidence-announced = It told the network what it can do.
# $name: the name that the device gives itself.
evidence-own-name = It calls itself "{ $name }".
# $name: the name that the router gives it.
evidence-router-name = Your router calls it "{ $name }".
# $maker: who the device's number belongs to.
evidence-maker = Its built-in number belongs to { $maker }.
evidence-made-up-address = It uses a made-up number. Phones and tablets often do.
# $what: maker and model, as the device tells them.
evidence-described = It says that it is a { $what }.
# $port: the number of the door.
evidence-open-door = Its door number { $port } is open.
# $text: the title of the device's own page.
evidence-page-title = The title of its own page is "{ $text }".
# $text: what the device says to everybody who asks.
evidence-greeting = When asked, it says "{ $text }".
evidence-own-page = It has a page of its own.
evidence-facts-page = It has a page with facts that anybody at home may read.
# $text: the owner that is written in the device's certificate.
evidence-certificate = Its digital ID says "{ $text }".

## Why two entries may be one device

# $name: the name that both give themselves.
evidence-same-name = Both call themselves "{ $name }".
evidence-same-mark = Both showed the same built-in mark.
