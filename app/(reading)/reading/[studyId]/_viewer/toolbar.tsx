'use client'
import clsx from 'clsx'
import {
  ArrowUpRight,
  ChevronsUpDown,
  CircleHelp,
  Contrast,
  FlipHorizontal2,
  FlipVertical2,
  Columns2,
  Grid2x2,
  Move,
  Pause,
  Play,
  RotateCcw,
  RotateCw,
  Ruler,
  Square,
  SunMedium,
  Trash2,
  TriangleRight,
  ZoomIn,
  type LucideIcon,
} from 'lucide-react'
import { Button } from '@/app/_components/ui/button'
import { IconButton } from '@/app/_components/ui/icon-button'
import { Kbd } from '@/app/_components/ui/kbd'
import { Menu } from '@/app/_components/ui/menu'
import { MenuItem } from '@/app/_components/ui/menu-item'
import type { Layout } from '@/lib/viewer/hanging'
import type { PointerTool } from '@/lib/viewer/tool-group'
import { windowPresets } from '@/lib/viewer/window-presets'
import type { ViewerCommand } from './commands'

interface ToolbarProps {
  tool: PointerTool
  layout: Layout
  Modality: string
  playing: boolean
  /** More than one image is hung in the active pane. */
  scrollable: boolean
  run: (command: ViewerCommand) => void
}

const tools: { tool: PointerTool; label: string; shortcut: string; icon: LucideIcon }[] = [
  { tool: 'window', label: 'Window', shortcut: 'W', icon: SunMedium },
  { tool: 'scroll', label: 'Scroll', shortcut: 'S', icon: ChevronsUpDown },
  { tool: 'zoom', label: 'Zoom', shortcut: 'Z', icon: ZoomIn },
  { tool: 'pan', label: 'Pan', shortcut: 'P', icon: Move },
  { tool: 'length', label: 'Length', shortcut: 'L', icon: Ruler },
  { tool: 'angle', label: 'Angle', shortcut: 'G', icon: TriangleRight },
  { tool: 'arrow', label: 'Arrow with text', shortcut: 'M', icon: ArrowUpRight },
]

const layoutIcons: { layout: Layout; label: string; icon: LucideIcon }[] = [
  { layout: '1x1', label: 'One pane', icon: Square },
  { layout: '1x2', label: 'Two panes', icon: Columns2 },
  { layout: '2x2', label: 'Four panes', icon: Grid2x2 },
]

export function Toolbar({ tool, layout, Modality, playing, scrollable, run }: ToolbarProps) {
  const LayoutIcon = layoutIcons.find((item) => item.layout === layout)?.icon ?? Square
  return (
    <div
      role="toolbar"
      aria-label="Viewer"
      className="flex h-10 shrink-0 items-center gap-0.5 overflow-x-auto border-b border-line bg-surface px-1.5 [scrollbar-width:none]"
    >
      {tools.map((item) => (
        <Tool
          key={item.tool}
          label={item.label}
          shortcut={item.shortcut}
          icon={item.icon}
          pressed={tool === item.tool}
          onClick={() => run({ do: 'tool', tool: item.tool })}
        />
      ))}
      <Tool label="Delete mark" shortcut="Del" icon={Trash2} onClick={() => run({ do: 'delete-mark' })} />
      <Rule />
      <Menu
        align="start"
        trigger={
          <Button size="sm" variant="ghost" className="px-2!">
            Presets
          </Button>
        }
      >
        {windowPresets(Modality).map((preset) => (
          <MenuItem key={preset.key} onClick={() => run({ do: 'preset', key: preset.key })}>
            <span className="flex-1">{preset.name}</span>
            {preset.apply.kind === 'absolute' ? (
              <span className="num text-sm text-ink-3">
                W {preset.apply.width} C {preset.apply.center}
              </span>
            ) : null}
            <Kbd>{preset.key}</Kbd>
          </MenuItem>
        ))}
        <MenuItem onClick={() => run({ do: 'auto-window' })}>
          <span className="flex-1">Full range</span>
          <Kbd>A</Kbd>
        </MenuItem>
      </Menu>
      <Tool label="Invert" shortcut="I" icon={Contrast} onClick={() => run({ do: 'invert' })} />
      <Tool label="Turn right" shortcut="O" icon={RotateCw} onClick={() => run({ do: 'rotate' })} />
      <Tool
        label="Mirror left and right"
        shortcut="H"
        icon={FlipHorizontal2}
        onClick={() => run({ do: 'flip', axis: 'horizontal' })}
      />
      <Tool
        label="Mirror top and bottom"
        shortcut="V"
        icon={FlipVertical2}
        onClick={() => run({ do: 'flip', axis: 'vertical' })}
      />
      <Tool label="Reset" shortcut="R" icon={RotateCcw} onClick={() => run({ do: 'reset' })} />
      <Rule />
      <Tool
        label={playing ? 'Stop cine' : 'Play cine'}
        shortcut="Space"
        icon={playing ? Pause : Play}
        pressed={playing}
        disabled={!scrollable}
        onClick={() => run({ do: 'cine' })}
      />
      <Menu
        align="start"
        trigger={
          <Button size="sm" variant="ghost" aria-label="Layout" className="px-1.5!">
            <LayoutIcon className="size-4" aria-hidden />
          </Button>
        }
      >
        {layoutIcons.map((item) => (
          <MenuItem key={item.layout} onClick={() => run({ do: 'layout', layout: item.layout })}>
            <item.icon className="size-4" aria-hidden />
            {item.label}
          </MenuItem>
        ))}
      </Menu>
      <span className="flex-1" />
      <Tool
        label="Keyboard shortcuts"
        shortcut="?"
        icon={CircleHelp}
        onClick={() => run({ do: 'shortcuts' })}
      />
    </div>
  )
}

interface ToolProps {
  label: string
  shortcut: string
  icon: LucideIcon
  pressed?: boolean
  disabled?: boolean
  onClick: () => void
}

function Tool({ label, shortcut, icon: Icon, pressed, disabled = false, onClick }: ToolProps) {
  return (
    <IconButton
      size="sm"
      label={label}
      shortcut={shortcut}
      aria-pressed={pressed}
      disabled={disabled}
      onClick={onClick}
      className={clsx('max-sm:size-10!', pressed && 'bg-selected! text-accent!')}
    >
      <Icon className="size-4" strokeWidth={1.75} aria-hidden />
    </IconButton>
  )
}

function Rule() {
  return <span aria-hidden className="mx-1 h-5 w-px shrink-0 bg-line" />
}
