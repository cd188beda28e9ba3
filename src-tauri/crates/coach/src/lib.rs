//! What is known about a home → how it stands, what to do next, and what could not be checked.
//!
//! There is no score. [`assess`] follows one rule, the same for every input: a look that is old, a guess and a silence never
//! count as good. How much depends on a device stands in
//! [`criticality()`]. [`today`] tells which checks this version knows of, [`steps`] what helps most, [`gaps`] what is missing.

mod assess;
mod care;
mod check;
mod gap;
mod step;
mod today;

pub use assess::{Assessment, Status, assess};
pub use care::{Care, care, criticality};
pub use check::{Basis, Check, Harm, State, What};
pub use gap::{Gap, GapKind, gaps};
pub use step::{Step, StepKind, steps};
pub use today::{is_known, today};
