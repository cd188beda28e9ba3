//! How a command ends when it did not do what it should: the exit code, and one line that says what happened and what to do.

use engine::{Failed, OpenError, Refused, StartError, TickReason};

use crate::output::Output;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Exit {
    pub(crate) code: u8,
    pub(crate) message: Option<String>,
}

impl Exit {
    pub(crate) fn new(code: u8, message: String) -> Self {
        Self { code, message: Some(message) }
    }

    pub(crate) fn failed(output: &Output, why: &str) -> Self {
        Self::new(1, output.say("cli-error-failed", &[("why", why.into())]))
    }

    pub(crate) fn start(output: &Output, error: &StartError) -> Self {
        match error {
            StartError::Open(error) => Self::open(output, error),
            StartError::Read(_) | StartError::Thread(_) => Self {
                code: error.exit_code(),
                message: Some(output.say("cli-error-failed", &[("why", error.to_string().as_str().into())])),
            },
        }
    }

    pub(crate) fn open(output: &Output, error: &OpenError) -> Self {
        match error {
            OpenError::Held { by } => Self::new(6, output.say("cli-error-held", &[("by", by.as_str().into())])),
            other => Self::new(5, output.say("cli-error-data", &[("why", other.to_string().as_str().into())])),
        }
    }

    pub(crate) fn refused(output: &Output, refused: &Refused) -> Self {
        match refused {
            Refused::NoConsent { name, needs_tick, .. } => {
                let more = match needs_tick {
                    Some(TickReason::Managed(_)) => format!(" {}", output.say("cli-error-no-consent-managed", &[])),
                    Some(TickReason::Large(addresses)) => {
                        let addresses = u64::from(*addresses).into();
                        format!(" {}", output.say("cli-error-no-consent-large", &[("addresses", addresses)]))
                    }
                    None => String::new(),
                };
                let text = output.say("cli-error-no-consent", &[("name", name.as_str().into())]);
                Self::new(3, format!("{text}{more}"))
            }
            Refused::NoUsableNetwork { interface: Some(interface) } => {
                Self::new(4, output.say("cli-error-no-interface", &[("interface", interface.as_str().into())]))
            }
            Refused::NoUsableNetwork { interface: None } => Self::new(4, output.say("cli-error-no-network", &[])),
            Refused::Busy => Self::new(6, output.say("cli-error-busy", &[])),
            Refused::Failed(failed) => Self::failure(output, failed),
        }
    }

    pub(crate) fn failure(output: &Output, failed: &Failed) -> Self {
        Self::failed(output, &failed.to_string())
    }
}
