/** The operating system, with something that happens just before a vCPU enters its guest. */
import { koffiSystem } from '../../src/engine/kvm/koffi-system.ts';
import type { System } from '../../src/engine/kvm/system.ts';
import { KVM_RUN } from '../../src/spec/kvm/abi.ts';

/** @param beforeRun called between the engine's last look at anything and KVM_RUN */
export function interceptedSystem(beforeRun: () => void): System {
  const system = koffiSystem();
  return {
    memoryBytes: system.memoryBytes,
    open: (path) => system.open(path),
    close: (fd) => system.close(fd),
    ioctl(fd, request, argument) {
      if (request === KVM_RUN) beforeRun();
      return system.ioctl(fd, request, argument);
    },
    ioctlAt: (fd, request, argument) => system.ioctlAt(fd, request, argument),
    map: (fd, length) => system.map(fd, length),
    unmap: (address, length) => system.unmap(address, length),
    addressOf: (bytes) => system.addressOf(bytes),
    onFirstProcessor: (action) => system.onFirstProcessor(action),
    discard: (address, length) => system.discard(address, length),
    createAlarm: () => system.createAlarm(),
    kick: (target) => system.kick(target),
  };
}
