//! Forgetting everything: first all comes to rest, then the store begins anew, then the memory does.

use store::OpenError;

use crate::actor::Actor;
use crate::ask::{Failed, Refused};
use crate::kept::Kept;
use crate::message::{Message, Reply};

/// How far it is.
#[derive(Default)]
pub(crate) enum Erasing {
    /// Nobody asked.
    #[default]
    No,
    /// What runs must end first.
    Waiting(Reply<Result<(), Failed>>),
    /// The store is at it.
    Begun(Reply<Result<(), Failed>>),
}

impl Actor {
    /// While everything is being forgotten nothing new begins: it would be half forgotten.
    pub(crate) fn let_pass(&mut self, message: Message) -> Option<Message> {
        if let Erasing::No = self.erasing {
            return Some(message);
        }
        let busy = || Failed::Impossible("everything is being erased".into());
        match message {
            Message::Scan { reply, .. } => drop(reply.send(Err(Refused::Busy))),
            Message::GatewayAnswered { asked, .. } => {
                self.asking = false;
                let _ = asked.reply.send(Err(Refused::Busy));
            }
            Message::Edit { reply, .. } => drop(reply.send(Err(busy()))),
            Message::Keep { reply, .. } => drop(reply.send(Err(busy()))),
            Message::Erase { reply } => drop(reply.send(Err(busy()))),
            other => return Some(other),
        }
        None
    }

    pub(crate) fn erase(&mut self, reply: Reply<Result<(), Failed>>) {
        self.erasing = Erasing::Waiting(reply);
        self.stop();
    }

    pub(crate) fn erase_when_quiet(&mut self) {
        if self.scan.is_some() || self.asking || !self.in_flight.is_empty() {
            return;
        }
        match std::mem::take(&mut self.erasing) {
            Erasing::Waiting(reply) => {
                self.erasing = Erasing::Begun(reply);
                let outbox = self.outbox.clone();
                // The writer lives as long as the actor.
                let _ =
                    self.writer.run(move |store| drop(outbox.blocking_send(Message::Erased { result: store.erase() })));
            }
            other => self.erasing = other,
        }
    }

    pub(crate) fn erased(&mut self, result: Result<u64, OpenError>) {
        let outcome = result.map_err(|error| Failed::NotErased(error.to_string())).map(|revision| {
            self.kept = Kept::default();
            self.refused.clear();
            self.revision.send_replace(revision);
        });
        if let Erasing::Begun(reply) = std::mem::take(&mut self.erasing) {
            let _ = reply.send(outcome);
        }
    }
}
