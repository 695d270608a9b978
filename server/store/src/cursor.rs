//! Cursors: where a list goes on, as a text that only the list that made it understands.

use uuid::Uuid;

use crate::Error;

/// The place behind a row: its value in the list's order, and its id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cursor {
    pub(crate) value: i64,
    pub(crate) id: Uuid,
}

impl Cursor {
    /// The cursor as text. The letter names the order, so that a cursor of one order is refused by another.
    pub(crate) fn write(self, order: char) -> String {
        format!("{order}{:x}.{}", self.value, self.id.simple())
    }

    /// Reads a cursor of this order.
    pub(crate) fn read(order: char, text: &str) -> Result<Self, Error> {
        let parse = || {
            let (value, id) = text.strip_prefix(order)?.split_once('.')?;
            // Written in two's complement, so that negative values need no sign.
            let value = u64::from_str_radix(value, 16).ok()?.cast_signed();
            Some(Self { value, id: Uuid::try_parse(id).ok()? })
        };
        parse().ok_or_else(|| Error::Cursor { given: text.chars().take(80).collect() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_read_back_by_its_own_order_only() {
        for value in [0, -1, i64::MAX, i64::MIN, 1_795_000_000_000] {
            let cursor = Cursor { value, id: Uuid::from_u128(7) };
            let text = cursor.write('d');
            assert_eq!(Cursor::read('d', &text).unwrap(), cursor);
            assert!(Cursor::read('u', &text).is_err());
        }
        for bad in ["", "d", "d1", "d.", "dxyz.1", "d1.zz", "' OR 1=1 --", &"d".repeat(100_000)] {
            assert!(matches!(Cursor::read('d', bad), Err(Error::Cursor { given }) if given.len() <= 80), "{bad:.20}");
        }
    }
}
