//! Amounts of money as people write them: major units with a point, stored as whole minor units. No floating point
//! comes near money.

/// How many digits a currency's minor unit has (ISO 4217).
#[must_use]
pub fn digits(currency: &str) -> u32 {
    match currency {
        "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF" | "UGX" | "VND" | "VUV"
        | "XAF" | "XOF" | "XPF" => 0,
        "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
        _ => 2,
    }
}

/// An amount in major units: `-12.05`.
#[must_use]
pub fn major(minor: i64, digits: u32) -> String {
    let unit = 10_u64.pow(digits);
    let (whole, rest) = (minor.unsigned_abs() / unit, minor.unsigned_abs() % unit);
    let sign = if minor < 0 { "-" } else { "" };
    if digits == 0 {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{rest:0width$}", width = digits as usize)
    }
}

/// Minor units of an amount written in major ones, with a point and no other marks; none if it is no exact amount.
#[must_use]
pub fn minor(plain: &str, digits: u32) -> Option<i64> {
    let (is_negative, amount) = plain.strip_prefix('-').map_or((false, plain), |rest| (true, rest));
    let (whole, rest) = amount.split_once('.').unwrap_or((amount, ""));
    let is_digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    if whole.is_empty() || !is_digits(whole) || !is_digits(rest) || rest.len() > digits as usize {
        return None;
    }
    let padded = format!("{whole}{rest:0<width$}", width = digits as usize);
    let amount = padded.parse::<i64>().ok()?;
    Some(if is_negative { -amount } else { amount })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_survives_being_written_and_read() {
        for (amount, digits, text) in [(-1_205, 2, "-12.05"), (500, 0, "500"), (5, 3, "0.005")] {
            assert_eq!(major(amount, digits), text);
            assert_eq!(minor(text, digits), Some(amount));
        }
        assert_eq!(minor("12.345", 2), None);
        assert_eq!(minor("1e3", 2), None);
    }
}
