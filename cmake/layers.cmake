# One library per folder. A library can include only its own folder and those it links, so an
# include that points the wrong way does not compile.

# Sets `result` to a directory in which `folder` is the only thing that can be included.
function(kr_stage folder result)
  string(REPLACE "/" "_" flat ${folder})
  set(stage ${PROJECT_BINARY_DIR}/layers/${flat})
  cmake_path(GET folder PARENT_PATH parent)
  file(MAKE_DIRECTORY ${stage}/${parent})
  file(CREATE_LINK ${PROJECT_SOURCE_DIR}/${folder} ${stage}/${folder} SYMBOLIC)
  set(${result} ${stage} PARENT_SCOPE)
endfunction()

# kr_layer(NAME SOURCES file.c... [LINKS kr_x...] [PRIVATE kr_y...])
# The library kr_NAME of folder NAME. Who links it may also include what LINKS names, but not
# what PRIVATE names (libraries of others).
function(kr_layer name)
  cmake_parse_arguments(A "" "" "SOURCES;LINKS;PRIVATE" ${ARGN})
  add_library(kr_${name} STATIC ${A_SOURCES})
  kr_stage(${name} stage)
  target_include_directories(kr_${name} PUBLIC ${stage})
  target_link_libraries(kr_${name} PUBLIC ${A_LINKS} PRIVATE kr_flags ${A_PRIVATE} m)
endfunction()

# kr_program(NAME SOURCES file.c... [LINKS kr_x...])
# A program of the folder that calls this; built as <build>/<folder>/NAME.
function(kr_program name)
  cmake_parse_arguments(A "" "" "SOURCES;LINKS" ${ARGN})
  cmake_path(RELATIVE_PATH CMAKE_CURRENT_SOURCE_DIR BASE_DIRECTORY ${PROJECT_SOURCE_DIR}
             OUTPUT_VARIABLE folder)
  add_executable(${name} ${A_SOURCES})
  kr_stage(${folder} stage)
  target_include_directories(${name} PRIVATE ${stage})
  target_link_libraries(${name} PRIVATE kr_flags ${A_LINKS})
endfunction()
