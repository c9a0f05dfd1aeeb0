"""What happens without anybody clicking: due timers, jobs, messages. `bihuan worker` runs it; start as many as you like."""
