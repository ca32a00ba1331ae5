import { Menu, type MenuProps } from '@mantine/core'
import { cloneElement, type ReactElement, type ReactNode, useEffect, useRef, useState } from 'react'

interface Props extends Pick<MenuProps, 'position' | 'width'> {
  target: ReactElement
  children: ReactNode
}

/** A menu that opens as it comes, and gives the focus back to its button when it closes. */
export function OpenedMenu({ target, children, ...place }: Props) {
  const [opened, setOpened] = useState(false)
  const button = useRef<HTMLElement>(null)
  useEffect(() => {
    button.current?.focus()
    setOpened(true)
  }, [])
  return (
    <Menu {...place} opened={opened} onChange={setOpened}>
      <Menu.Target>{cloneElement(target, { ref: button } as object)}</Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  )
}
