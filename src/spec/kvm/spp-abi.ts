/**
 * The user interface of the series "Enable Sub-Page Write Protection Support", which was never merged: as posted in
 * version 12 (May 2020), with what versions 9 to 11 did differently.
 *
 * Capability number 182 means KVM_CAP_HALT_POLL on every stock kernel, exits 28 and 29 have other meanings there as well:
 * numbers alone say nothing. Only the ioctls are free of collisions.
 */
import { struct, u8, u32, u64 } from '../../base/struct.ts';

/** The head: `access_map` follows, one u32 a page. The ioctl numbers are made with a u64, not with the struct. */
export const KvmSubpage = struct('kvm_subpage', 16, { gfn_base: u64(0), npages: u32(8), flags: u32(12) });
/** _IOR(0xAE, 0x49, __u64): read the write vectors of pages. The result is the number of pages done. */
export const KVM_SUBPAGES_GET_ACCESS = 0x8008_ae49;
/** _IOW(0xAE, 0x4a, __u64): set them. The result is the number of pages done. */
export const KVM_SUBPAGES_SET_ACCESS = 0x4008_ae4a;
/** Most pages in one call. */
export const KVM_SUBPAGE_MAX_PAGES = 512;
/** Capability numbers of versions 12, 10 and 11, and 9; what a patched kernel answers for its own is KVM_SUBPAGE_MAX_PAGES. */
export const KVM_CAP_X86_SPP_CANDIDATES = [182, 179, 176] as const;
/** kvm_run.exit_reason of a denied write: versions 10 to 12, and version 9. */
export const KVM_EXIT_SPP_CANDIDATES = [29, 28] as const;
/** Members of the exit union: the address (see the notes in native-spp.ts), the length of the instruction. */
export const KvmRunSpp = struct('kvm_run.spp', 2352, { addr: u64(32), insn_len: u8(40) });
