//! The platters as a SQLite VFS: reads, writes, truncations, syncs and lengths go to them, everything else (locks, shared
//! memory, names) to the VFS that was the default before. Where a call's contract says more than its name, see
//! <https://www.sqlite.org/c3ref/io_methods.html>.

use crate::{Platter, forget, known, platter, syncs};
use parking_lot::Mutex;
use rusqlite::ffi;
use std::{
    ffi::{CStr, OsStr, c_char, c_int, c_void},
    mem::size_of,
    os::unix::ffi::OsStrExt,
    path::Path,
    ptr,
    sync::{Arc, OnceLock},
};

/// The VFS below; SQLite never takes one away.
struct Below(*mut ffi::sqlite3_vfs);
// SAFETY: a VFS is called from any thread by SQLite itself.
unsafe impl Send for Below {}
// SAFETY: as above.
unsafe impl Sync for Below {}

static BELOW: OnceLock<Below> = OnceLock::new();

/// What SQLite holds as an open file; the file of the VFS below lies behind it in the same piece of memory.
#[repr(C)]
struct Handle {
    base: ffi::sqlite3_file,
    /// From `Arc::into_raw`; null for temporary files, which no power cut is about.
    platter: *const Mutex<Platter>,
}

/// Every connection that is opened from now on writes to platters.
pub fn install() {
    BELOW.get_or_init(|| {
        // SAFETY: sqlite3_vfs_find may be called at any time; it initializes the library, and its answer lives for ever.
        let below = unsafe { ffi::sqlite3_vfs_find(ptr::null()) };
        assert!(!below.is_null(), "SQLite has a default VFS");
        // SAFETY: not null, and a VFS is plain data.
        let mut ours = unsafe { *below };
        ours.szOsFile += c_int::try_from(size_of::<Handle>()).expect("two pointers");
        ours.pNext = ptr::null_mut();
        ours.zName = c"power-cut".as_ptr();
        ours.xOpen = Some(open);
        ours.xDelete = Some(delete);
        ours.xAccess = Some(access);
        let ours = Box::leak(Box::new(ours));
        // SAFETY: `ours` lives for ever. The functions of the VFS below that it carries look at its `pAppData`, which is theirs.
        let registered = unsafe { ffi::sqlite3_vfs_register(ours, 1) };
        assert_eq!(registered, ffi::SQLITE_OK);
        Below(below)
    });
}

fn below() -> *mut ffi::sqlite3_vfs {
    BELOW.get().expect("nothing is called before it is installed").0
}

/// # Safety
/// `name` is a C string.
unsafe fn path<'a>(name: *const c_char) -> &'a Path {
    // SAFETY: by the contract.
    Path::new(OsStr::from_bytes(unsafe { CStr::from_ptr(name) }.to_bytes()))
}

/// # Safety
/// `file` is one that `open` has made.
unsafe fn real(file: *mut ffi::sqlite3_file) -> *mut ffi::sqlite3_file {
    // SAFETY: SQLite has given room for both, ours first (`szOsFile`).
    unsafe { file.cast::<Handle>().add(1).cast() }
}

/// The platter of the file; none for a temporary one.
///
/// # Safety
/// As for `real`.
unsafe fn platter_of<'a>(file: *mut ffi::sqlite3_file) -> Option<&'a Mutex<Platter>> {
    // SAFETY: the handle is ours, and its platter lives until the file is closed.
    unsafe { (*file.cast::<Handle>()).platter.as_ref() }
}

/// Calls the same method of the file below.
macro_rules! below {
    ($file:expr, $method:ident $(, $argument:expr)*) => {{
        // SAFETY: `open` has opened the file below, so its methods are set; the arguments are SQLite's own.
        unsafe {
            let real = real($file);
            match (*(*real).pMethods).$method {
                Some(method) => method(real $(, $argument)*),
                None => ffi::SQLITE_IOERR,
            }
        }
    }};
}

/// Files whose content counts after a power cut.
const KEPT: c_int = ffi::SQLITE_OPEN_MAIN_DB | ffi::SQLITE_OPEN_MAIN_JOURNAL | ffi::SQLITE_OPEN_WAL;

unsafe extern "C" fn open(
    _: *mut ffi::sqlite3_vfs,
    name: ffi::sqlite3_filename,
    file: *mut ffi::sqlite3_file,
    flags: c_int,
    out: *mut c_int,
) -> c_int {
    let handle = file.cast::<Handle>();
    // SAFETY: SQLite gives `szOsFile` bytes at `file`.
    unsafe {
        (*handle).base.pMethods = ptr::null();
        (*handle).platter = ptr::null();
        let Some(below_open) = (*below()).xOpen else { return ffi::SQLITE_CANTOPEN };
        let opened = below_open(below(), name, real(file), flags, out);
        if opened != ffi::SQLITE_OK {
            return opened;
        }
        (*handle).base.pMethods = &raw const METHODS;
        if !name.is_null() && flags & KEPT != 0 {
            match platter(path(name)) {
                Ok(platter) => (*handle).platter = Arc::into_raw(platter),
                Err(_) => {
                    close(file);
                    (*handle).base.pMethods = ptr::null();
                    return ffi::SQLITE_CANTOPEN;
                }
            }
        }
    }
    ffi::SQLITE_OK
}

unsafe extern "C" fn delete(_: *mut ffi::sqlite3_vfs, name: *const c_char, sync: c_int) -> c_int {
    // SAFETY: SQLite gives a C string.
    unsafe {
        forget(path(name));
        (*below()).xDelete.map_or(ffi::SQLITE_IOERR_DELETE, |delete| delete(below(), name, sync))
    }
}

/// A file that has content only here exists all the same.
unsafe extern "C" fn access(_: *mut ffi::sqlite3_vfs, name: *const c_char, flags: c_int, out: *mut c_int) -> c_int {
    // SAFETY: SQLite gives a C string and a place for the answer.
    unsafe {
        if flags == ffi::SQLITE_ACCESS_EXISTS
            && let Some(known) = known(path(name))
        {
            *out = c_int::from(known.lock().size() > 0);
            return ffi::SQLITE_OK;
        }
        (*below()).xAccess.map_or(ffi::SQLITE_IOERR_ACCESS, |access| access(below(), name, flags, out))
    }
}

unsafe extern "C" fn close(file: *mut ffi::sqlite3_file) -> c_int {
    // SAFETY: the handle is ours; what `Arc::into_raw` gave is given back once.
    unsafe {
        let handle = file.cast::<Handle>();
        let platter = std::mem::replace(&mut (*handle).platter, ptr::null());
        if !platter.is_null() {
            drop(Arc::from_raw(platter));
        }
    }
    below!(file, xClose)
}

unsafe extern "C" fn read(file: *mut ffi::sqlite3_file, into: *mut c_void, count: c_int, offset: i64) -> c_int {
    // SAFETY: the handle is ours.
    let Some(platter) = (unsafe { platter_of(file) }) else { return below!(file, xRead, into, count, offset) };
    let (Ok(count), Ok(offset)) = (usize::try_from(count), u64::try_from(offset)) else {
        return ffi::SQLITE_IOERR_READ;
    };
    // SAFETY: SQLite gives `count` bytes.
    let into = unsafe { std::slice::from_raw_parts_mut(into.cast::<u8>(), count) };
    match platter.lock().read(offset, into) {
        Ok(read) if read == count => ffi::SQLITE_OK,
        Ok(_) => ffi::SQLITE_IOERR_SHORT_READ,
        Err(_) => ffi::SQLITE_IOERR_READ,
    }
}

unsafe extern "C" fn write(file: *mut ffi::sqlite3_file, from: *const c_void, count: c_int, offset: i64) -> c_int {
    // SAFETY: the handle is ours.
    let Some(platter) = (unsafe { platter_of(file) }) else { return below!(file, xWrite, from, count, offset) };
    let (Ok(count), Ok(offset)) = (usize::try_from(count), u64::try_from(offset)) else {
        return ffi::SQLITE_IOERR_WRITE;
    };
    // SAFETY: SQLite gives `count` bytes.
    let from = unsafe { std::slice::from_raw_parts(from.cast::<u8>(), count) };
    platter.lock().write(offset, from).map_or(ffi::SQLITE_IOERR_WRITE, |()| ffi::SQLITE_OK)
}

unsafe extern "C" fn truncate(file: *mut ffi::sqlite3_file, size: i64) -> c_int {
    // SAFETY: the handle is ours.
    let Some(platter) = (unsafe { platter_of(file) }) else { return below!(file, xTruncate, size) };
    let Ok(size) = u64::try_from(size) else { return ffi::SQLITE_IOERR_TRUNCATE };
    platter.lock().truncate(size);
    ffi::SQLITE_OK
}

unsafe extern "C" fn sync(file: *mut ffi::sqlite3_file, flags: c_int) -> c_int {
    // SAFETY: the handle is ours.
    let Some(platter) = (unsafe { platter_of(file) }) else { return below!(file, xSync, flags) };
    if !syncs() {
        return ffi::SQLITE_OK;
    }
    platter.lock().sync().map_or(ffi::SQLITE_IOERR_FSYNC, |()| ffi::SQLITE_OK)
}

unsafe extern "C" fn file_size(file: *mut ffi::sqlite3_file, size: *mut i64) -> c_int {
    // SAFETY: the handle is ours.
    let Some(platter) = (unsafe { platter_of(file) }) else { return below!(file, xFileSize, size) };
    // SAFETY: SQLite gives a place for the answer.
    unsafe { *size = i64::try_from(platter.lock().size()).unwrap_or(i64::MAX) };
    ffi::SQLITE_OK
}

unsafe extern "C" fn lock(file: *mut ffi::sqlite3_file, level: c_int) -> c_int {
    below!(file, xLock, level)
}

unsafe extern "C" fn unlock(file: *mut ffi::sqlite3_file, level: c_int) -> c_int {
    below!(file, xUnlock, level)
}

unsafe extern "C" fn check_reserved_lock(file: *mut ffi::sqlite3_file, out: *mut c_int) -> c_int {
    below!(file, xCheckReservedLock, out)
}

/// A hint about the size to come would make the file below grow.
unsafe extern "C" fn file_control(file: *mut ffi::sqlite3_file, operation: c_int, argument: *mut c_void) -> c_int {
    if matches!(operation, ffi::SQLITE_FCNTL_SIZE_HINT | ffi::SQLITE_FCNTL_CHUNK_SIZE | ffi::SQLITE_FCNTL_MMAP_SIZE) {
        return ffi::SQLITE_NOTFOUND;
    }
    below!(file, xFileControl, operation, argument)
}

unsafe extern "C" fn sector_size(file: *mut ffi::sqlite3_file) -> c_int {
    below!(file, xSectorSize)
}

unsafe extern "C" fn device_characteristics(file: *mut ffi::sqlite3_file) -> c_int {
    below!(file, xDeviceCharacteristics)
}

unsafe extern "C" fn shm_map(
    file: *mut ffi::sqlite3_file,
    page: c_int,
    size: c_int,
    extends: c_int,
    out: *mut *mut c_void,
) -> c_int {
    below!(file, xShmMap, page, size, extends, out)
}

unsafe extern "C" fn shm_lock(file: *mut ffi::sqlite3_file, offset: c_int, count: c_int, flags: c_int) -> c_int {
    below!(file, xShmLock, offset, count, flags)
}

unsafe extern "C" fn shm_barrier(file: *mut ffi::sqlite3_file) {
    // SAFETY: as in `below!`.
    unsafe {
        let real = real(file);
        if let Some(barrier) = (*(*real).pMethods).xShmBarrier {
            barrier(real);
        }
    }
}

unsafe extern "C" fn shm_unmap(file: *mut ffi::sqlite3_file, deletes: c_int) -> c_int {
    below!(file, xShmUnmap, deletes)
}

/// Version 2: with shared memory, without memory-mapped reads, which would look past the platter.
static METHODS: ffi::sqlite3_io_methods = ffi::sqlite3_io_methods {
    iVersion: 2,
    xClose: Some(close),
    xRead: Some(read),
    xWrite: Some(write),
    xTruncate: Some(truncate),
    xSync: Some(sync),
    xFileSize: Some(file_size),
    xLock: Some(lock),
    xUnlock: Some(unlock),
    xCheckReservedLock: Some(check_reserved_lock),
    xFileControl: Some(file_control),
    xSectorSize: Some(sector_size),
    xDeviceCharacteristics: Some(device_characteristics),
    xShmMap: Some(shm_map),
    xShmLock: Some(shm_lock),
    xShmBarrier: Some(shm_barrier),
    xShmUnmap: Some(shm_unmap),
    xFetch: None,
    xUnfetch: None,
};
