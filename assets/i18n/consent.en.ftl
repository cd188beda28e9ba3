# What a person agrees to, level by level. Each line names one thing that is done; none says less than is done.

## Consent

consent-look = We ask every address on this network who it is.
consent-identify = We ask each device what it is. We read its first page and ask short questions that need no password.
consent-check-doors = We test whether doors open without a password. We do not guess passwords.
consent-check-names = We look up three names at your router to see if it answers truly.
consent-stays = Nothing we learn leaves this computer.
