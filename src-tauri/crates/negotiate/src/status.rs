//! What the numbers of Kerberos libraries mean: one table for all of them.

use crate::Refused;

/// RFC 2744, 3.9.1: routine errors, in bits 16 to 23.
const GSS_NO_CREDENTIAL: u32 = 7;
const GSS_CREDENTIALS_EXPIRED: u32 = 11;

/// Of MIT's and Heimdal's table `krb5` (ERROR_TABLE_BASE_krb5), the same in both.
const KRB5: i32 = -1_765_328_384;
const SERVICE_UNKNOWN: i32 = KRB5 + 7;
const TICKET_EXPIRED: i32 = KRB5 + 32;
const CLOCK_SKEW: i32 = KRB5 + 37;
const CACHE_NOT_FOUND: i32 = KRB5 + 141;
const CACHE_FORMAT: i32 = KRB5 + 199;
const NO_CACHE_FILE: i32 = KRB5 + 195;
const DOMAIN_UNREACHABLE: i32 = KRB5 + 156;
const REALM_UNKNOWN: i32 = KRB5 + 154;
const NO_DEFAULT_REALM: i32 = KRB5 + 224;
const CONFIGURATION_UNREADABLE: i32 = KRB5 + 134;

/// Of the routine that failed, and of Kerberos beneath it.
#[cfg_attr(not(unix), allow(dead_code))]
pub(crate) fn of_gssapi(major: u32, minor: u32, told: String) -> Refused {
    match minor.cast_signed() {
        SERVICE_UNKNOWN => Refused::ServiceUnknown(told),
        TICKET_EXPIRED => Refused::TicketExpired(told),
        CLOCK_SKEW => Refused::ClockSkew(told),
        DOMAIN_UNREACHABLE | REALM_UNKNOWN | NO_DEFAULT_REALM | CONFIGURATION_UNREADABLE => Refused::DomainAway(told),
        NO_CACHE_FILE | CACHE_NOT_FOUND | CACHE_FORMAT => Refused::NoTicket(told),
        _ => match major >> 16 & 0xFF {
            GSS_CREDENTIALS_EXPIRED => Refused::TicketExpired(told),
            GSS_NO_CREDENTIAL => Refused::NoTicket(told),
            _ => Refused::Other(told),
        },
    }
}

/// Windows says its number (winerror.h, SEC_E_*) in the text: `... (0x80090303)`.
#[cfg_attr(not(windows), allow(dead_code))]
pub(crate) fn of_sspi(told: String) -> Refused {
    let is = |numbers: &[&str]| numbers.iter().any(|number| told.to_ascii_uppercase().contains(number));
    match () {
        // SEC_E_NO_CREDENTIALS, SEC_E_LOGON_DENIED, SEC_E_UNKNOWN_CREDENTIALS
        () if is(&["8009030E", "8009030C", "8009030D"]) => Refused::NoTicket(told),
        // SEC_E_CONTEXT_EXPIRED
        () if is(&["80090317"]) => Refused::TicketExpired(told),
        // SEC_E_TARGET_UNKNOWN, SEC_E_WRONG_PRINCIPAL; without a service in the domain only NTLM would be left
        () if is(&["80090303", "80090322", "INSTEAD OF KERBEROS"]) => Refused::ServiceUnknown(told),
        // SEC_E_TIME_SKEW
        () if is(&["80090324"]) => Refused::ClockSkew(told),
        // SEC_E_NO_AUTHENTICATING_AUTHORITY
        () if is(&["80090311"]) => Refused::DomainAway(told),
        () => Refused::Other(told),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_number_of_kerberos_has_one_meaning() {
        let told = || "told".to_owned();
        for (major, minor, expected) in [
            (13 << 16, -1_765_328_377, Refused::ServiceUnknown(told())),
            (13 << 16, -1_765_328_352, Refused::TicketExpired(told())),
            (13 << 16, -1_765_328_347, Refused::ClockSkew(told())),
            (13 << 16, -1_765_328_228, Refused::DomainAway(told())),
            (13 << 16, -1_765_328_160, Refused::DomainAway(told())),
            (7 << 16, -1_765_328_189, Refused::NoTicket(told())),
            (7 << 16, 0, Refused::NoTicket(told())),
            (11 << 16, 0, Refused::TicketExpired(told())),
            (13 << 16, 5, Refused::Other(told())),
        ] {
            assert_eq!(of_gssapi(major, i32::cast_unsigned(minor), told()), expected, "{major:x} {minor}");
        }
    }

    #[test]
    fn each_number_of_windows_has_one_meaning() {
        let of = |text: &str| std::mem::discriminant(&of_sspi(text.to_owned()));
        let same = |refused: Refused| std::mem::discriminant(&refused);
        let none = String::new;
        assert_eq!(of("No credentials are available. (0x8009030E)"), same(Refused::NoTicket(none())));
        assert_eq!(of("The target is unknown (0x80090303)"), same(Refused::ServiceUnknown(none())));
        assert_eq!(of("negotiate selected NTLM instead of Kerberos"), same(Refused::ServiceUnknown(none())));
        assert_eq!(of("The clocks are skewed. (0x80090324)"), same(Refused::ClockSkew(none())));
        assert_eq!(of("No authority could be contacted (0x80090311)"), same(Refused::DomainAway(none())));
        assert_eq!(of("The context has expired (0x80090317)"), same(Refused::TicketExpired(none())));
        assert_eq!(of("something else"), same(Refused::Other(none())));
    }
}
