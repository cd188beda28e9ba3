//! Moments as they stand in file names, in UTC.

use model::Timestamp;
use time::OffsetDateTime;

/// `YYYYMMDD`.
pub(crate) fn day(moment: Timestamp) -> String {
    let date = utc(moment);
    format!("{:04}{:02}{:02}", date.year(), u8::from(date.month()), date.day())
}

/// `YYYYMMDD-HHMMSS`.
pub(crate) fn second(moment: Timestamp) -> String {
    let date = utc(moment);
    format!("{}-{:02}{:02}{:02}", day(moment), date.hour(), date.minute(), date.second())
}

/// A moment before 1970 or after the year 9999 can only be a wrong clock; 1970 names it as well as any other.
fn utc(moment: Timestamp) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(moment.0.div_euclid(1000).max(0)).unwrap_or(OffsetDateTime::UNIX_EPOCH)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_days_and_seconds() {
        let moment: Timestamp = "2026-05-03T04:05:06.789Z".parse().unwrap();
        assert_eq!(day(moment), "20260503");
        assert_eq!(second(moment), "20260503-040506");
        assert_eq!(day(Timestamp(i64::MIN)), "19700101");
        assert_eq!(day(Timestamp(i64::MAX)), "19700101");
    }
}
