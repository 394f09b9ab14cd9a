//! One file: what is on the platter, and over it what was written since the last sync, in sectors.

use rand::{Rng, rngs::StdRng};
use std::{
    collections::BTreeMap,
    fs::{File, OpenOptions},
    io,
    os::unix::fs::FileExt,
    path::Path,
};

/// Written whole or not at all.
const SECTOR: usize = 512;

pub struct Platter {
    /// Never closed while SQLite has the file open: closing it would take SQLite's own locks with it (fcntl(2)).
    durable: File,
    sectors: BTreeMap<u64, Box<[u8; SECTOR]>>,
    /// The length as its writers see it.
    size: u64,
    /// The durable file counts up to here; it was truncated and not synced since.
    floor: u64,
}

impl Platter {
    pub fn open(path: &Path) -> io::Result<Self> {
        let durable = OpenOptions::new().read(true).write(true).open(path)?;
        let size = durable.metadata()?.len();
        Ok(Self { durable, sectors: BTreeMap::new(), size, floor: size })
    }

    pub fn size(&self) -> u64 {
        self.size
    }

    /// Fills `into` from `offset`, with zeros behind the end; how much of it the file has.
    pub fn read(&self, offset: u64, into: &mut [u8]) -> io::Result<usize> {
        into.fill(0);
        let has = usize::try_from(self.size.saturating_sub(offset)).unwrap_or(usize::MAX).min(into.len());
        let mut done = 0;
        while done < has {
            let at = offset + done as u64;
            let within = (at % SECTOR as u64) as usize;
            let count = (SECTOR - within).min(has - done);
            match self.sectors.get(&(at / SECTOR as u64)) {
                Some(sector) => into[done..done + count].copy_from_slice(&sector[within..within + count]),
                None => self.read_durable(at, &mut into[done..done + count])?,
            }
            done += count;
        }
        Ok(has)
    }

    pub fn write(&mut self, offset: u64, mut from: &[u8]) -> io::Result<()> {
        let mut at = offset;
        while !from.is_empty() {
            let within = (at % SECTOR as u64) as usize;
            let count = (SECTOR - within).min(from.len());
            let number = at / SECTOR as u64;
            if !self.sectors.contains_key(&number) {
                let mut sector = Box::new([0; SECTOR]);
                self.read_durable(number * SECTOR as u64, &mut sector[..])?;
                self.sectors.insert(number, sector);
            }
            if let Some(sector) = self.sectors.get_mut(&number) {
                sector[within..within + count].copy_from_slice(&from[..count]);
            }
            (at, from) = (at + count as u64, &from[count..]);
            self.size = self.size.max(at);
        }
        Ok(())
    }

    pub fn truncate(&mut self, size: u64) {
        self.size = size;
        self.floor = self.floor.min(size);
        self.sectors.split_off(&size.div_ceil(SECTOR as u64));
        if let Some(last) = self.sectors.get_mut(&(size / SECTOR as u64)) {
            last[(size % SECTOR as u64) as usize..].fill(0);
        }
    }

    /// All that was written is on the platter.
    pub fn sync(&mut self) -> io::Result<()> {
        if self.floor < self.durable.metadata()?.len() {
            self.durable.set_len(self.floor)?;
        }
        for (number, sector) in std::mem::take(&mut self.sectors) {
            self.persist(number, &sector)?;
        }
        if self.durable.metadata()?.len() != self.size {
            self.durable.set_len(self.size)?;
        }
        self.floor = self.size;
        Ok(())
    }

    /// Each sector that was not synced has reached the platter with the probability `arrives`; a truncation too.
    pub fn cut(&mut self, rng: &mut StdRng, arrives: f64) -> io::Result<()> {
        if self.floor < self.durable.metadata()?.len() && rng.random_bool(arrives) {
            self.durable.set_len(self.floor)?;
        }
        for (number, sector) in std::mem::take(&mut self.sectors) {
            if rng.random_bool(arrives) {
                self.persist(number, &sector)?;
            }
        }
        Ok(())
    }

    fn persist(&self, number: u64, sector: &[u8; SECTOR]) -> io::Result<()> {
        let offset = number * SECTOR as u64;
        let count = usize::try_from(self.size.saturating_sub(offset)).unwrap_or(SECTOR).min(SECTOR);
        self.durable.write_all_at(&sector[..count], offset)
    }

    /// Zeros behind what counts of the durable file.
    fn read_durable(&self, offset: u64, into: &mut [u8]) -> io::Result<()> {
        let counts = usize::try_from(self.floor.saturating_sub(offset)).unwrap_or(usize::MAX).min(into.len());
        let mut done = 0;
        while done < counts {
            match self.durable.read_at(&mut into[done..counts], offset + done as u64)? {
                0 => break,
                count => done += count,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use rand::SeedableRng;

    struct Fixture {
        platter: Platter,
        path: std::path::PathBuf,
        _folder: tempfile::TempDir,
    }

    fn fixture(content: &[u8]) -> Fixture {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        std::fs::write(&path, content).unwrap();
        Fixture { platter: Platter::open(&path).unwrap(), path, _folder: folder }
    }

    fn content(platter: &Platter) -> Vec<u8> {
        let mut all = vec![0; platter.size() as usize];
        assert_eq!(platter.read(0, &mut all).unwrap(), all.len());
        all
    }

    #[test]
    fn what_is_written_is_read_and_is_on_the_platter_after_a_sync() {
        let mut f = fixture(&[1; 700]);
        f.platter.write(500, &[2; 800]).unwrap();
        let expected = [vec![1; 500], vec![2; 800]].concat();
        assert_eq!(content(&f.platter), expected);
        assert_eq!(std::fs::read(&f.path).unwrap(), [1; 700], "not yet");
        f.platter.sync().unwrap();
        assert_eq!(std::fs::read(&f.path).unwrap(), expected);
        let mut beyond = [9; 10];
        assert_eq!(f.platter.read(1295, &mut beyond).unwrap(), 5);
        assert_eq!(beyond, [2, 2, 2, 2, 2, 0, 0, 0, 0, 0]);
    }

    #[test]
    fn a_truncated_file_grows_again_with_zeros() {
        let mut f = fixture(&[1; 2000]);
        f.platter.write(0, &[3; 2000]).unwrap();
        f.platter.truncate(100);
        f.platter.write(600, &[4; 10]).unwrap();
        let expected = [vec![3; 100], vec![0; 500], vec![4; 10]].concat();
        assert_eq!(content(&f.platter), expected);
        f.platter.sync().unwrap();
        assert_eq!(std::fs::read(&f.path).unwrap(), expected);
    }

    #[test]
    fn a_cut_keeps_what_was_synced_and_any_part_of_the_rest() {
        for (arrives, expected) in [(0.0, 1), (1.0, 2)] {
            let mut f = fixture(&[]);
            f.platter.write(0, &[1; 1024]).unwrap();
            f.platter.sync().unwrap();
            f.platter.write(512, &[2; 512]).unwrap();
            f.platter.cut(&mut StdRng::seed_from_u64(1), arrives).unwrap();
            assert_eq!(std::fs::read(&f.path).unwrap(), [vec![1; 512], vec![expected; 512]].concat());
        }
    }
}
