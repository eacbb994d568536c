/** Types whose objects guards follow, and what of the kernel that takes. The walks are in kernel-objects.ts. */

/** Types whose objects a guard can follow, see KernelObjects. */
export const FOLLOWED_TYPES = [
  'task_struct',
  'cred',
  'signal_struct',
  'mm_struct',
  'nsproxy',
  'file',
  'inode',
  'sock',
  'module',
  'tty_struct',
] as const;
export type FollowedType = (typeof FOLLOWED_TYPES)[number];

/** What finding tasks needs. */
const TASK_MEMBERS = [
  'task_struct.tasks',
  'task_struct.thread_node',
  'task_struct.signal',
  'signal_struct.thread_head',
] as const;

/** What finding open files needs. */
export const FILE_MEMBERS = [
  ...TASK_MEMBERS,
  'task_struct.files',
  'files_struct.fdt',
  'fdtable.fd',
  'fdtable.max_fds',
] as const;

/** Members whose objects are followed: all that tasks, or open files, point at with them. */
export const POINTERS = {
  cred: ['task_struct.real_cred', 'task_struct.cred'],
  signal_struct: ['task_struct.signal'],
  mm_struct: ['task_struct.mm'],
  nsproxy: ['task_struct.nsproxy'],
  inode: ['file.f_inode'],
} as const;

/** What a kernel must have for its objects to be found. */
export const NEEDS: Readonly<
  Record<FollowedType, { readonly symbols: readonly string[]; readonly members: readonly string[] }>
> = {
  task_struct: { symbols: ['init_task'], members: TASK_MEMBERS },
  cred: { symbols: ['init_task'], members: [...TASK_MEMBERS, ...POINTERS.cred] },
  signal_struct: { symbols: ['init_task'], members: [...TASK_MEMBERS, ...POINTERS.signal_struct] },
  mm_struct: { symbols: ['init_task'], members: [...TASK_MEMBERS, ...POINTERS.mm_struct] },
  nsproxy: { symbols: ['init_task'], members: [...TASK_MEMBERS, ...POINTERS.nsproxy] },
  file: { symbols: ['init_task'], members: FILE_MEMBERS },
  inode: { symbols: ['init_task'], members: [...FILE_MEMBERS, ...POINTERS.inode] },
  sock: {
    symbols: ['init_task', 'socket_file_ops'],
    members: [...FILE_MEMBERS, 'file.f_op', 'file.private_data', 'socket.sk'],
  },
  module: { symbols: ['modules'], members: ['module.list'] },
  tty_struct: {
    symbols: ['tty_drivers'],
    members: ['tty_driver.tty_drivers', 'tty_driver.num', 'tty_driver.ttys'],
  },
};
