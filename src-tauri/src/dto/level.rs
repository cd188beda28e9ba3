//! Names that have a fixed set of values.

use serde::{Deserialize, Serialize};
use specta::Type;

macro_rules! mirrors {
    ($(#[$doc:meta])* $name:ident of $theirs:ty { $($(#[$vdoc:meta])* $variant:ident),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
        #[serde(rename_all = "kebab-case")]
        pub(crate) enum $name { $($(#[$vdoc])* $variant),+ }

        impl From<$theirs> for $name {
            fn from(value: $theirs) -> Self {
                match value { $(<$theirs>::$variant => Self::$variant),+ }
            }
        }

        impl From<$name> for $theirs {
            fn from(value: $name) -> Self {
                match value { $($name::$variant => Self::$variant),+ }
            }
        }
    };
}

mirrors! {
    /// How far a look goes.
    Level of model::Level {
        /// Who is here.
        Look,
        /// What they tell about themselves.
        Identify,
        /// Doors that open without a password.
        Check,
    }
}

mirrors! {
    /// Whether a device answered.
    State of model::State {
        /// It answered.
        Here,
        /// It answers only now and then, or another device answers for it.
        Asleep,
        /// It did not answer.
        Away,
    }
}

mirrors! {
    /// How sure a claim is.
    Confidence of model::Confidence {
        /// The device says so.
        Certain,
        /// Good signs agree.
        Likely,
        /// One weak sign.
        Guess,
    }
}

mirrors! {
    /// How much depends on a device.
    Criticality of model::Criticality {
        /// Much.
        High,
        /// Some.
        Medium,
        /// Little.
        Low,
    }
}

mirrors! {
    /// Whose a device is.
    Belongs of model::Belongs {
        /// Of this home.
        Ours,
        /// A guest's.
        Guest,
        /// The person does not know it.
        Unsure,
    }
}

mirrors! {
    /// What a claim is about.
    Field of model::Field {
        /// Its name.
        Name,
        /// What it is.
        Kind,
        /// Who made it.
        Vendor,
        /// Which model it is.
        Model,
        /// Which version its software has.
        Firmware,
    }
}

mirrors! {
    /// A sense that a device has.
    Sensor of model::view::Sensor {
        /// It sees.
        Camera,
        /// It hears.
        Microphone,
        /// It knows where it is.
        Location,
    }
}

mirrors! {
    /// How a sense is known.
    KnownBy of model::view::KnownBy {
        /// The person told what it is.
        Person,
        /// It follows from the model.
        Model,
        /// Devices of this kind have it.
        Kind,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::to_value;

    #[test]
    fn every_name_is_the_one_that_the_words_use() {
        for state in model::State::ALL {
            assert_eq!(to_value(State::from(*state)).unwrap(), state.as_str());
        }
        for level in model::Level::ALL {
            assert_eq!(to_value(Level::from(level)).unwrap(), level.as_str());
        }
        for criticality in model::Criticality::ALL {
            assert_eq!(to_value(Criticality::from(*criticality)).unwrap(), criticality.as_str());
        }
    }
}
