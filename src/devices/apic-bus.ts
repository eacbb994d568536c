/** Delivery modes, as the ICR, the LVT and the IOAPIC's redirection entries hold them in bits 10:8. */
export const DELIVERY_FIXED = 0;
export const DELIVERY_LOWEST_PRIORITY = 1;
export const DELIVERY_SMI = 2;
export const DELIVERY_NMI = 4;
export const DELIVERY_INIT = 5;
export const DELIVERY_STARTUP = 6;
export const DELIVERY_EXT_INT = 7;

/** Destination of a message to everybody: all ones, wider than any one APIC's identity. */
export const BROADCAST = 0xffff_ffff;

/** What a local APIC shows to the bus; see LocalApic for the meaning of each. */
export interface MessageTarget {
  readonly softwareEnabled: boolean;
  readonly processorPriority: number;
  matches(destination: number, logical: boolean): boolean;
  accept(mode: number, vector: number, levelTriggered: boolean): boolean;
}

/**
 * Carries interrupt messages between local APICs and IOAPICs (SDM Vol. 3A, "Issuing Interprocessor Interrupts",
 * "Determining IPI Destination"). Lowest priority goes to the accepting processor with the lowest task priority, the
 * first of equals, so that runs repeat.
 */
export class ApicBus {
  private readonly apics: MessageTarget[] = [];
  private readonly eoiListeners: ((vector: number) => void)[] = [];

  /** Connects a local APIC; it receives from now on. */
  attach(apic: MessageTarget): void {
    this.apics.push(apic);
  }

  /** Calls `listener` for each EOI of a level-triggered vector. */
  onEoi(listener: (vector: number) => void): void {
    this.eoiListeners.push(listener);
  }

  /** A local APIC has ended a level-triggered interrupt. */
  broadcastEoi(vector: number): void {
    for (const listener of this.eoiListeners) listener(vector);
  }

  /**
   * Sends one message to the APICs that `destination` names.
   * @param destination physical identity, or logical destination when `logical`; BROADCAST for everybody
   * @returns whether somebody accepted it
   */
  send(mode: number, vector: number, destination: number, logical: boolean, levelTriggered: boolean): boolean {
    if (mode === DELIVERY_LOWEST_PRIORITY) return this.sendLowest(vector, destination, logical, levelTriggered);
    let accepted = false;
    for (const apic of this.apics) {
      if (apic.matches(destination, logical) && apic.accept(mode, vector, levelTriggered)) accepted = true;
    }
    return accepted;
  }

  /** Sends to every APIC but `source`. */
  sendToOthers(source: MessageTarget, mode: number, vector: number, levelTriggered: boolean): void {
    for (const apic of this.apics) {
      if (apic !== source) apic.accept(mode, vector, levelTriggered);
    }
  }

  private sendLowest(vector: number, destination: number, logical: boolean, levelTriggered: boolean): boolean {
    let best: MessageTarget | undefined;
    for (const apic of this.apics) {
      if (!apic.softwareEnabled || !apic.matches(destination, logical)) continue;
      if (best === undefined || apic.processorPriority < best.processorPriority) best = apic;
    }
    return best?.accept(DELIVERY_FIXED, vector, levelTriggered) ?? false;
  }
}
