// The bundle's stand-in for string-width: command-line help is ASCII, one column a character.
export default text => text.length
