use model::Fact;

/// What a datagram or a page said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    /// The facts, in a stable order.
    pub facts: Vec<Fact>,
    /// What was broken or hostile: short stable English phrases without any text from the network, each at most once.
    pub oddities: Vec<String>,
}

impl Reading {
    /// A reading that holds one fact.
    pub(crate) fn of(fact: Fact) -> Self {
        Self { facts: vec![fact], oddities: Vec::new() }
    }

    /// A reading that holds one oddity.
    pub(crate) fn odd(what: &str) -> Self {
        Self { facts: Vec::new(), oddities: vec![what.into()] }
    }

    /// Notes an oddity, once.
    pub(crate) fn note(&mut self, what: &str) {
        if !self.oddities.iter().any(|known| known == what) {
            self.oddities.push(what.into());
        }
    }
}
