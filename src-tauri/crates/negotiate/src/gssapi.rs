//! Linux and macOS: GSSAPI (RFC 2744), out of MIT Kerberos or of the GSS framework. Six functions of it are used; each
//! pointer that is handed over lives until the call returns, and what the library allocates is given back to it.
#![allow(unsafe_code)]

use crate::{Refused, status};
use std::{
    ffi::{c_int, c_void},
    ptr,
    sync::OnceLock,
};

#[cfg(target_os = "macos")]
const LIBRARIES: &[&str] = &["/System/Library/Frameworks/GSS.framework/GSS"];
/// The version that MIT Kerberos has had since 2007: all distributions have it by this name.
#[cfg(not(target_os = "macos"))]
const LIBRARIES: &[&str] = &["libgssapi_krb5.so.2"];

const ROUTINE_ERRORS: u32 = 0x00FF_0000;
const CALLING_ERRORS: u32 = 0xFF00_0000;
const OF_ROUTINE: c_int = 1;
const OF_MECHANISM: c_int = 2;
/// A library that goes on and on about one failure has said enough.
const MOST_LINES: usize = 8;

/// Apple's header packs its structures on this processor (`#pragma pack(push, 2)`).
#[cfg_attr(all(target_os = "macos", target_arch = "x86_64"), repr(C, packed(2)))]
#[cfg_attr(not(all(target_os = "macos", target_arch = "x86_64")), repr(C))]
struct Oid {
    length: u32,
    elements: *const u8,
}

#[cfg_attr(all(target_os = "macos", target_arch = "x86_64"), repr(C, packed(2)))]
#[cfg_attr(not(all(target_os = "macos", target_arch = "x86_64")), repr(C))]
struct Buffer {
    length: usize,
    value: *mut c_void,
}

impl Oid {
    fn of(der: &'static [u8]) -> Self {
        Self { length: der.len() as u32, elements: der.as_ptr() }
    }
}

impl Buffer {
    fn empty() -> Self {
        Self { length: 0, value: ptr::null_mut() }
    }
}

/// 1.3.6.1.5.5.2
const SPNEGO: &[u8] = &[0x2B, 0x06, 0x01, 0x05, 0x05, 0x02];
/// 1.2.840.113554.1.2.2
const KERBEROS: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x12, 0x01, 0x02, 0x02];
/// 1.2.840.113554.1.2.1.4: service@host
const SERVICE_NAME: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x12, 0x01, 0x02, 0x01, 0x04];

type Handle = *mut c_void;
type ImportName = unsafe extern "C" fn(*mut u32, *mut Buffer, *const Oid, *mut Handle) -> u32;
type ReleaseName = unsafe extern "C" fn(*mut u32, *mut Handle) -> u32;
type ReleaseBuffer = unsafe extern "C" fn(*mut u32, *mut Buffer) -> u32;
type DeleteContext = unsafe extern "C" fn(*mut u32, *mut Handle, *mut Buffer) -> u32;
type DisplayStatus = unsafe extern "C" fn(*mut u32, u32, c_int, *const Oid, *mut u32, *mut Buffer) -> u32;
type InitContext = unsafe extern "C" fn(
    *mut u32,
    Handle,
    *mut Handle,
    Handle,
    *const Oid,
    u32,
    u32,
    Handle,
    *mut Buffer,
    *mut *const Oid,
    *mut Buffer,
    *mut u32,
    *mut u32,
) -> u32;

struct Library {
    import_name: ImportName,
    release_name: ReleaseName,
    release_buffer: ReleaseBuffer,
    delete_context: DeleteContext,
    display_status: DisplayStatus,
    init_context: InitContext,
    /// The functions above are in it.
    _held: libloading::Library,
}

/// Kept once it is there; looked for again as long as it is not: it may be installed meanwhile.
static LOADED: OnceLock<Library> = OnceLock::new();

pub(crate) fn token(host: &str) -> Result<Vec<u8>, Refused> {
    let library = match LOADED.get() {
        Some(library) => library,
        None => {
            let loaded = Library::load(LIBRARIES)?;
            LOADED.get_or_init(|| loaded)
        }
    };
    library.token(host)
}

/// What a routine says of its failure.
struct Failed {
    major: u32,
    minor: u32,
}

impl Library {
    fn load(names: &[&str]) -> Result<Self, Refused> {
        let mut why = String::new();
        for name in names {
            // SAFETY: a system library whose initialisation does nothing but prepare its own tables.
            match unsafe { libloading::Library::new(name) } {
                Ok(held) => return Self::of(held).map_err(|e| Refused::LibraryMissing(e.to_string())),
                Err(e) => why = e.to_string(),
            }
        }
        Err(Refused::LibraryMissing(why))
    }

    fn of(held: libloading::Library) -> Result<Self, libloading::Error> {
        // SAFETY: the names are RFC 2744's, and so are the types.
        unsafe {
            Ok(Self {
                import_name: *held.get::<ImportName>(b"gss_import_name\0")?,
                release_name: *held.get::<ReleaseName>(b"gss_release_name\0")?,
                release_buffer: *held.get::<ReleaseBuffer>(b"gss_release_buffer\0")?,
                delete_context: *held.get::<DeleteContext>(b"gss_delete_sec_context\0")?,
                display_status: *held.get::<DisplayStatus>(b"gss_display_status\0")?,
                init_context: *held.get::<InitContext>(b"gss_init_sec_context\0")?,
                _held: held,
            })
        }
    }

    /// Negotiation first; where it fails Kerberos itself is asked, which says why.
    fn token(&self, host: &str) -> Result<Vec<u8>, Refused> {
        let name = self.service(host).map_err(|failed| self.refused(&failed))?;
        let begun = self.begun(name, SPNEGO).or_else(|_| self.begun(name, KERBEROS));
        let (mut minor, mut name) = (0, name);
        // SAFETY: imported above, and not used after this.
        unsafe { (self.release_name)(&raw mut minor, &raw mut name) };
        begun.map_err(|failed| self.refused(&failed))
    }

    fn service(&self, host: &str) -> Result<Handle, Failed> {
        let mut text = format!("HTTP@{host}").into_bytes();
        let mut told = Buffer { length: text.len(), value: text.as_mut_ptr().cast() };
        let (kind, mut minor, mut name) = (Oid::of(SERVICE_NAME), 0, ptr::null_mut());
        // SAFETY: `text` outlives the call, which copies it.
        let major = unsafe { (self.import_name)(&raw mut minor, &raw mut told, &raw const kind, &raw mut name) };
        if is_failed(major) { Err(Failed { major, minor }) } else { Ok(name) }
    }

    /// The first token of a context. The context itself is not needed: the server answers with the page or with 401, and
    /// who it is its certificate says.
    fn begun(&self, name: Handle, mechanism: &'static [u8]) -> Result<Vec<u8>, Failed> {
        let mechanism = Oid::of(mechanism);
        let (mut minor, mut context, mut token) = (0, ptr::null_mut(), Buffer::empty());
        // SAFETY: null asks for the person's own ticket, for no channel binding, and for nothing to be told but the token.
        let major = unsafe {
            (self.init_context)(
                &raw mut minor,
                ptr::null_mut(),
                &raw mut context,
                name,
                &raw const mechanism,
                0,
                0,
                ptr::null_mut(),
                ptr::null_mut(),
                ptr::null_mut(),
                &raw mut token,
                ptr::null_mut(),
                ptr::null_mut(),
            )
        };
        let told = self.taken(&mut token);
        let mut ignored = 0;
        // SAFETY: made by the call above, or still null.
        unsafe { (self.delete_context)(&raw mut ignored, &raw mut context, ptr::null_mut()) };
        if is_failed(major) || told.is_empty() { Err(Failed { major, minor }) } else { Ok(told) }
    }

    /// A copy of what the library has allocated, which is given back.
    fn taken(&self, buffer: &mut Buffer) -> Vec<u8> {
        let (length, value) = (buffer.length, buffer.value);
        let copy = match value.is_null() {
            true => Vec::new(),
            // SAFETY: the library says that so many bytes are there.
            false => unsafe { std::slice::from_raw_parts(value.cast::<u8>(), length) }.to_vec(),
        };
        let mut ignored = 0;
        // SAFETY: allocated by the library, or empty.
        unsafe { (self.release_buffer)(&raw mut ignored, &raw mut *buffer) };
        copy
    }

    fn refused(&self, failed: &Failed) -> Refused {
        let routine = self.said(failed.major, OF_ROUTINE);
        let mechanism = self.said(failed.minor, OF_MECHANISM);
        status::of_gssapi(failed.major, failed.minor, format!("{routine}: {mechanism}"))
    }

    fn said(&self, number: u32, kind: c_int) -> String {
        let (mechanism, mut more, mut lines) = (Oid::of(KERBEROS), 0, Vec::new());
        while lines.len() < MOST_LINES {
            let (mut minor, mut text) = (0, Buffer::empty());
            // SAFETY: `more` says to the library where it is.
            let major = unsafe {
                (self.display_status)(&raw mut minor, number, kind, &raw const mechanism, &raw mut more, &raw mut text)
            };
            lines.push(String::from_utf8_lossy(&self.taken(&mut text)).into_owned());
            if is_failed(major) || more == 0 {
                break;
            }
        }
        lines.join(" ")
    }
}

fn is_failed(major: u32) -> bool {
    major & (ROUTINE_ERRORS | CALLING_ERRORS) != 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_library_that_is_not_there_is_named_and_one_that_is_another_too() {
        for names in [&["libgssapi_that_is_nowhere.so.2"][..], &["libc.so.6"], &[]] {
            let told = Library::load(names).err();
            assert!(matches!(told, Some(Refused::LibraryMissing(_))), "{names:?} {told:?}");
        }
    }
}
