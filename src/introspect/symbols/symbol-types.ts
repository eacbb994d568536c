/**
 * The types of kernel variables that are worth a guard on a member.
 *
 * BTF tells the types of types, but of variables only those of per-CPU ones; for the others this table stands in. A row
 * counts only where the kernel has both the symbol and the type. From the declarations in Linux, include/linux and
 * include/net; all have kept their types since 4.19, except where a comment says otherwise.
 */
export const SYMBOL_TYPES: Readonly<Record<string, string>> = {
  boot_cpu_data: 'cpuinfo_x86',
  init_cred: 'cred',
  init_css_set: 'css_set',
  init_files: 'files_struct',
  init_fs: 'fs_struct',
  init_groups: 'group_info',
  init_ipc_ns: 'ipc_namespace',
  init_mm: 'mm_struct',
  init_net: 'net',
  init_nsproxy: 'nsproxy',
  init_pid_ns: 'pid_namespace',
  init_sighand: 'sighand_struct',
  init_signals: 'signal_struct',
  init_struct_pid: 'pid',
  init_task: 'task_struct',
  init_user_ns: 'user_namespace',
  init_uts_ns: 'uts_namespace',
  ip_packet_type: 'packet_type',
  modules: 'list_head',
  proc_root: 'proc_dir_entry',
  raw_prot: 'proto',
  root_user: 'user_struct',
  security_hook_heads: 'security_hook_heads', // until 6.11
  selinux_state: 'selinux_state', // from 4.17
  super_blocks: 'list_head',
  tcp_prot: 'proto',
  tcpv6_prot: 'proto',
  tty_drivers: 'list_head',
  udp_prot: 'proto',
  udpv6_prot: 'proto',
  x86_init: 'x86_init_ops',
  x86_platform: 'x86_platform_ops',
};
