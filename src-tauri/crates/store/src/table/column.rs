//! Values as they stand in columns.

use std::str::FromStr;

use model::Timestamp;
use rusqlite::Row;
use rusqlite::types::Type;
use serde::Deserialize;
use serde::de::IntoDeserializer as _;
use serde::de::value::{Error as NameError, StrDeserializer};

/// A moment, in milliseconds.
pub(crate) fn time(row: &Row<'_>, index: usize) -> rusqlite::Result<Timestamp> {
    row.get(index).map(Timestamp)
}

/// A number that is never negative. SQLite's whole numbers end at 2^63 - 1.
pub(crate) fn whole<T: TryFrom<i64> + Default>(row: &Row<'_>, index: usize) -> rusqlite::Result<T> {
    Ok(T::try_from(row.get(index)?).unwrap_or_default())
}

/// The other way round.
pub(crate) fn to_whole(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// A value with a textual form, such as an address.
pub(crate) fn parsed<T>(row: &Row<'_>, index: usize) -> rusqlite::Result<T>
where
    T: FromStr<Err: Into<Box<dyn std::error::Error + Send + Sync>>>,
{
    row.get_ref(index)?.as_str()?.parse().map_err(|error: T::Err| unknown(index, error))
}

/// The same, or nothing.
pub(crate) fn parsed_if_any<T>(row: &Row<'_>, index: usize) -> rusqlite::Result<Option<T>>
where
    T: FromStr<Err: Into<Box<dyn std::error::Error + Send + Sync>>>,
{
    row.get_ref(index)?
        .as_str_or_null()?
        .map(|text| text.parse().map_err(|error: T::Err| unknown(index, error)))
        .transpose()
}

/// One of a closed list of names.
pub(crate) fn named<T: for<'a> Deserialize<'a>>(row: &Row<'_>, index: usize) -> rusqlite::Result<T> {
    let text: StrDeserializer<'_, NameError> = row.get_ref(index)?.as_str()?.into_deserializer();
    T::deserialize(text).map_err(|error| unknown(index, error))
}

/// A value written as JSON.
pub(crate) fn json<T: for<'a> Deserialize<'a>>(row: &Row<'_>, index: usize) -> rusqlite::Result<T> {
    serde_json::from_str(row.get_ref(index)?.as_str()?).map_err(|error| unknown(index, error))
}

/// The other way round.
pub(crate) fn to_json<T: serde::Serialize>(value: &T) -> rusqlite::Result<String> {
    serde_json::to_string(value).map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))
}

fn unknown(index: usize, error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(index, Type::Text, error.into())
}
