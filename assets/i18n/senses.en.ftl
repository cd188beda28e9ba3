# What can see or hear in the home. Ids begin with "senses-".

## The page

senses-intro = These devices have a camera, a microphone, or know where they are. That is what they can do. We do not know what they do with it.
# $camera: how many devices see. $microphone: how many hear.
senses-count = { $camera } can see, { $microphone } can hear.
senses-none = We know of no device here that can see or hear.
senses-camera = Can see
senses-microphone = Can hear
senses-location = Knows where it is
senses-by-person = you told us what it is
senses-by-model = its model has this
senses-by-kind = such devices have this
senses-more = Other devices may see or hear, too. Some TVs, computers and robots do. We cannot tell from here.
senses-back = All devices
